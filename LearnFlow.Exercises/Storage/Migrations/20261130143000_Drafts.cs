using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LearnFlow.Exercises.Storage.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(ExercisesDbContext))]
    [Migration("20261130143000_Drafts")]
    public partial class Drafts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "drafts",
                columns: table => new
                {
                    LearnerId = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Code = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_drafts", row => new { row.LearnerId, row.Name }));
            migrationBuilder.CreateTable(
                name: "draft_versions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    LearnerId = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Code = table.Column<string>(type: "text", nullable: false),
                    Title = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table => table.PrimaryKey("PK_draft_versions", row => row.Id));
            migrationBuilder.CreateTable(
                name: "shares",
                columns: table => new
                {
                    Token = table.Column<string>(type: "text", nullable: false),
                    LearnerId = table.Column<string>(type: "text", nullable: false),
                    Title = table.Column<string>(type: "text", nullable: false),
                    Code = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table => table.PrimaryKey("PK_shares", row => row.Token));
            migrationBuilder.CreateIndex(name: "IX_draft_versions_LearnerId_Name_Id", table: "draft_versions", columns: ["LearnerId", "Name", "Id"]);
            migrationBuilder.CreateIndex(name: "IX_shares_LearnerId", table: "shares", column: "LearnerId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var table in new[] { "drafts", "draft_versions", "shares" })
            {
                migrationBuilder.DropTable(name: table);
            }
        }
    }
}
