using System.Text;
using Npgsql;

namespace LearnFlow.Tests.Security;

/// <summary>Looks through every table of a database.</summary>
internal static class Traces
{
    /// <summary>The tables with a row that holds <paramref name="text"/> anywhere.</summary>
    public static async Task<List<string>> InAsync(string connection, string text, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        var tables = new List<string>();
        await using (var list = database.CreateCommand("SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'"))
        await using (var rows = await list.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                tables.Add(rows.GetString(0));
            }
        }

        var found = new List<string>();
        var hex = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)); // bytea is shown in hex
        foreach (var table in tables)
        {
            await using var count = database.CreateCommand($"SELECT count(*) FROM {table} AS t WHERE strpos(lower(t::text), lower($1)) > 0 OR strpos(t::text, $2) > 0");
            count.Parameters.AddWithValue(text);
            count.Parameters.AddWithValue(hex);
            if ((long)(await count.ExecuteScalarAsync(cancellationToken))! > 0)
            {
                found.Add(table);
            }
        }

        return found;
    }
}
