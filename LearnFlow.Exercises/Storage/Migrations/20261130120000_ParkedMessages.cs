using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LearnFlow.Exercises.Storage.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(ExercisesDbContext))]
    [Migration("20261130120000_ParkedMessages")]
    public partial class ParkedMessages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(name: "Key", table: "outbox", type: "text", nullable: false, defaultValue: "");
            migrationBuilder.Sql("""UPDATE outbox SET "Key" = "Metadata" ->> 'partitionKey'""");
            migrationBuilder.AddColumn<int>(name: "Tries", table: "outbox", type: "integer", nullable: false, defaultValue: 0);
            migrationBuilder.AddColumn<DateTimeOffset>(name: "NextTryAt", table: "outbox", type: "timestamp with time zone", nullable: true);
            migrationBuilder.AddColumn<DateTimeOffset>(name: "ParkedAt", table: "outbox", type: "timestamp with time zone", nullable: true);
            migrationBuilder.AddColumn<string>(name: "Error", table: "outbox", type: "text", nullable: true);
            migrationBuilder.CreateIndex(name: "IX_outbox_Key_Number", table: "outbox", columns: ["Key", "Number"]);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "IX_outbox_Key_Number", table: "outbox");
            foreach (var column in new[] { "Key", "Tries", "NextTryAt", "ParkedAt", "Error" })
            {
                migrationBuilder.DropColumn(name: column, table: "outbox");
            }
        }
    }
}
