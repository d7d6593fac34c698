namespace LearnFlow.Hosting.PostgreSQL;

/// <summary>Quoting for the few statements that take no parameters (CREATE DATABASE, ALTER ROLE).</summary>
internal static class Sql
{
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Literal(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
