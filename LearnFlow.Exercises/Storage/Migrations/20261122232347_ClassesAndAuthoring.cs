using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace LearnFlow.Exercises.Storage.Migrations
{
    /// <inheritdoc />
    public partial class ClassesAndAuthoring : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The same text graded twice at the same moment: the first grade stays.
            migrationBuilder.Sql("""
                DELETE FROM submissions later USING submissions first
                WHERE first."LearnerId" = later."LearnerId" AND first."ExerciseId" = later."ExerciseId"
                  AND first."Revision" = later."Revision" AND first."CodeHash" = later."CodeHash"
                  AND (first."At", first."Id") < (later."At", later."Id");
                """);

            migrationBuilder.DropIndex(
                name: "IX_submissions_ExerciseId",
                table: "submissions");

            migrationBuilder.DropIndex(
                name: "IX_submissions_LearnerId_ExerciseId_CodeHash",
                table: "submissions");

            migrationBuilder.AlterColumn<string>(
                name: "ContentHash",
                table: "quiz_questions",
                type: "text",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "text");

            migrationBuilder.AddColumn<Guid>(
                name: "ClassId",
                table: "quiz_questions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "DeletedAt",
                table: "quiz_questions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Draft",
                table: "quiz_questions",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Revision",
                table: "quiz_questions",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "Status",
                table: "quiz_questions",
                type: "text",
                nullable: false,
                defaultValue: "Published");

            migrationBuilder.AddColumn<uint>(
                name: "xmin",
                table: "quiz_questions",
                type: "xid",
                rowVersion: true,
                nullable: false,
                defaultValue: 0u);

            migrationBuilder.AlterColumn<string>(
                name: "ContentHash",
                table: "exercises",
                type: "text",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "text");

            migrationBuilder.AddColumn<Guid>(
                name: "ClassId",
                table: "exercises",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "DeletedAt",
                table: "exercises",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Draft",
                table: "exercises",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Source",
                table: "exercises",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Status",
                table: "exercises",
                type: "text",
                nullable: false,
                defaultValue: "Published");

            migrationBuilder.AddColumn<uint>(
                name: "xmin",
                table: "exercises",
                type: "xid",
                rowVersion: true,
                nullable: false,
                defaultValue: 0u);

            migrationBuilder.CreateTable(
                name: "classes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    JoinCode = table.Column<string>(type: "text", nullable: false),
                    Teachers = table.Column<List<string>>(type: "text[]", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DeletedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_classes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "idempotent_answers",
                columns: table => new
                {
                    Caller = table.Column<string>(type: "text", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false),
                    RequestHash = table.Column<string>(type: "text", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Location = table.Column<string>(type: "text", nullable: true),
                    ETag = table.Column<string>(type: "text", nullable: true),
                    Body = table.Column<string>(type: "jsonb", nullable: true),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_idempotent_answers", x => new { x.Caller, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "learning_records",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    EventId = table.Column<string>(type: "text", nullable: false),
                    LearnerId = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Item = table.Column<string>(type: "text", nullable: false),
                    Concepts = table.Column<List<string>>(type: "text[]", nullable: false),
                    Correct = table.Column<bool>(type: "boolean", nullable: false),
                    Quiz = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_learning_records", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "mastery",
                columns: table => new
                {
                    LearnerId = table.Column<string>(type: "text", nullable: false),
                    Concept = table.Column<string>(type: "text", nullable: false),
                    Known = table.Column<double>(type: "double precision", nullable: false),
                    Answers = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mastery", x => new { x.LearnerId, x.Concept });
                });

            migrationBuilder.CreateTable(
                name: "quiz_answers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    LearnerId = table.Column<string>(type: "text", nullable: false),
                    QuestionId = table.Column<Guid>(type: "uuid", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Choices = table.Column<List<int>>(type: "integer[]", nullable: false),
                    Correct = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quiz_answers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_quiz_answers_quiz_questions_QuestionId",
                        column: x => x.QuestionId,
                        principalTable: "quiz_questions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "revisions",
                columns: table => new
                {
                    ItemId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    Content = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_revisions", x => new { x.ItemId, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "assignments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ClassId = table.Column<Guid>(type: "uuid", nullable: false),
                    ExerciseId = table.Column<Guid>(type: "uuid", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_assignments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_assignments_classes_ClassId",
                        column: x => x.ClassId,
                        principalTable: "classes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_assignments_exercises_ExerciseId",
                        column: x => x.ExerciseId,
                        principalTable: "exercises",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "class_members",
                columns: table => new
                {
                    ClassId = table.Column<Guid>(type: "uuid", nullable: false),
                    LearnerId = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: true),
                    JoinedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_class_members", x => new { x.ClassId, x.LearnerId });
                    table.ForeignKey(
                        name: "FK_class_members_classes_ClassId",
                        column: x => x.ClassId,
                        principalTable: "classes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_submissions_ExerciseId_At",
                table: "submissions",
                columns: new[] { "ExerciseId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_submissions_LearnerId_ExerciseId_Revision_CodeHash",
                table: "submissions",
                columns: new[] { "LearnerId", "ExerciseId", "Revision", "CodeHash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_quiz_questions_ClassId",
                table: "quiz_questions",
                column: "ClassId");

            migrationBuilder.CreateIndex(
                name: "IX_exercises_ClassId",
                table: "exercises",
                column: "ClassId");

            migrationBuilder.CreateIndex(
                name: "IX_exercises_ClassId_Source",
                table: "exercises",
                columns: new[] { "ClassId", "Source" },
                unique: true,
                filter: "\"Source\" IS NOT NULL")
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "IX_assignments_ClassId_ExerciseId",
                table: "assignments",
                columns: new[] { "ClassId", "ExerciseId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_assignments_ExerciseId",
                table: "assignments",
                column: "ExerciseId");

            migrationBuilder.CreateIndex(
                name: "IX_class_members_LearnerId",
                table: "class_members",
                column: "LearnerId");

            migrationBuilder.CreateIndex(
                name: "IX_classes_JoinCode",
                table: "classes",
                column: "JoinCode",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_classes_Teachers",
                table: "classes",
                column: "Teachers")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "IX_idempotent_answers_At",
                table: "idempotent_answers",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_learning_records_EventId",
                table: "learning_records",
                column: "EventId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_learning_records_LearnerId_Item",
                table: "learning_records",
                columns: new[] { "LearnerId", "Item" });

            migrationBuilder.CreateIndex(
                name: "IX_quiz_answers_LearnerId_QuestionId",
                table: "quiz_answers",
                columns: new[] { "LearnerId", "QuestionId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_quiz_answers_QuestionId",
                table: "quiz_answers",
                column: "QuestionId");

            migrationBuilder.AddForeignKey(
                name: "FK_exercises_classes_ClassId",
                table: "exercises",
                column: "ClassId",
                principalTable: "classes",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_quiz_questions_classes_ClassId",
                table: "quiz_questions",
                column: "ClassId",
                principalTable: "classes",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            // What was there before is its own first kept revision.
            foreach (var table in new[] { "exercises", "quiz_questions" })
            {
                migrationBuilder.Sql($"""
                    INSERT INTO revisions ("ItemId", "Number", "At", "By", "Content")
                    SELECT "Id", "Revision", now(), 'course', "Content" FROM {table};
                    """);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_exercises_classes_ClassId",
                table: "exercises");

            migrationBuilder.DropForeignKey(
                name: "FK_quiz_questions_classes_ClassId",
                table: "quiz_questions");

            migrationBuilder.DropTable(
                name: "assignments");

            migrationBuilder.DropTable(
                name: "class_members");

            migrationBuilder.DropTable(
                name: "idempotent_answers");

            migrationBuilder.DropTable(
                name: "learning_records");

            migrationBuilder.DropTable(
                name: "mastery");

            migrationBuilder.DropTable(
                name: "quiz_answers");

            migrationBuilder.DropTable(
                name: "revisions");

            migrationBuilder.DropTable(
                name: "classes");

            migrationBuilder.DropIndex(
                name: "IX_submissions_ExerciseId_At",
                table: "submissions");

            migrationBuilder.DropIndex(
                name: "IX_submissions_LearnerId_ExerciseId_Revision_CodeHash",
                table: "submissions");

            migrationBuilder.DropIndex(
                name: "IX_quiz_questions_ClassId",
                table: "quiz_questions");

            migrationBuilder.DropIndex(
                name: "IX_exercises_ClassId",
                table: "exercises");

            migrationBuilder.DropIndex(
                name: "IX_exercises_ClassId_Source",
                table: "exercises");

            migrationBuilder.DropColumn(
                name: "ClassId",
                table: "quiz_questions");

            migrationBuilder.DropColumn(
                name: "DeletedAt",
                table: "quiz_questions");

            migrationBuilder.DropColumn(
                name: "Draft",
                table: "quiz_questions");

            migrationBuilder.DropColumn(
                name: "Revision",
                table: "quiz_questions");

            migrationBuilder.DropColumn(
                name: "Status",
                table: "quiz_questions");

            migrationBuilder.DropColumn(
                name: "xmin",
                table: "quiz_questions");

            migrationBuilder.DropColumn(
                name: "ClassId",
                table: "exercises");

            migrationBuilder.DropColumn(
                name: "DeletedAt",
                table: "exercises");

            migrationBuilder.DropColumn(
                name: "Draft",
                table: "exercises");

            migrationBuilder.DropColumn(
                name: "Source",
                table: "exercises");

            migrationBuilder.DropColumn(
                name: "Status",
                table: "exercises");

            migrationBuilder.DropColumn(
                name: "xmin",
                table: "exercises");

            migrationBuilder.AlterColumn<string>(
                name: "ContentHash",
                table: "quiz_questions",
                type: "text",
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "ContentHash",
                table: "exercises",
                type: "text",
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_submissions_ExerciseId",
                table: "submissions",
                column: "ExerciseId");

            migrationBuilder.CreateIndex(
                name: "IX_submissions_LearnerId_ExerciseId_CodeHash",
                table: "submissions",
                columns: new[] { "LearnerId", "ExerciseId", "CodeHash" });
        }
    }
}
