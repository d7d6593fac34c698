namespace LearnFlow.Web.Security;

/// <summary>
/// Refuses a path that somebody behind the gateway could read as another one: with a percent sign after decoding (encoded
/// twice, or an encoded slash), empty or dot segments, backslashes or control characters. No address of LearnFlow has any of
/// them. So budget, route and authorisation are decided on the one path that everybody sees (OWASP ASVS 5.0, 1.1.1).
/// </summary>
internal static class PlainPaths
{
    /// <summary>Answers 404.</summary>
    public static void UsePlainPaths(this WebApplication app) => app.Use((context, next) =>
        IsPlain(context.Request.Path.Value) ? next(context) : Results.Problem("There is nothing at this address.", statusCode: StatusCodes.Status404NotFound).ExecuteAsync(context));

    /// <summary>Whether <paramref name="path"/>, decoded once as the server does, has one reading only.</summary>
    public static bool IsPlain(string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return true;
        }

        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] is '%' or '\\' || char.IsControl(path[i]))
            {
                return false;
            }

            if (path[i] == '/' && IsOddSegment(path.AsSpan(i + 1)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>An empty segment that another follows, or one of dots alone.</summary>
    private static bool IsOddSegment(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf('/');
        return (end < 0 ? rest : rest[..end]) switch
        {
            "" => end == 0,
            "." or ".." => true,
            _ => false,
        };
    }
}
