using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LearnFlow.Exercises.Storage.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(ExercisesDbContext))]
    [Migration("20261130150000_WaitingSubmissions")]
    public partial class WaitingSubmissions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "waiting_submissions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    LearnerId = table.Column<string>(type: "text", nullable: false),
                    ExerciseId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Code = table.Column<string>(type: "text", nullable: false),
                    CodeHash = table.Column<string>(type: "text", nullable: false),
                    Tries = table.Column<int>(type: "integer", nullable: false),
                    NextTryAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Error = table.Column<string>(type: "text", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_waiting_submissions", row => row.Id);
                    table.ForeignKey(
                        name: "FK_waiting_submissions_exercises_ExerciseId",
                        column: row => row.ExerciseId,
                        principalTable: "exercises",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });
            migrationBuilder.CreateIndex(
                name: "IX_waiting_submissions_LearnerId_ExerciseId_CodeHash",
                table: "waiting_submissions",
                columns: ["LearnerId", "ExerciseId", "CodeHash"],
                unique: true);
            migrationBuilder.CreateIndex(name: "IX_waiting_submissions_ExerciseId", table: "waiting_submissions", column: "ExerciseId");
            migrationBuilder.CreateIndex(name: "IX_waiting_submissions_NextTryAt", table: "waiting_submissions", column: "NextTryAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable(name: "waiting_submissions");
    }
}
