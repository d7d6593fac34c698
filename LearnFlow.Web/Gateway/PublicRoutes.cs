namespace LearnFlow.Web.Gateway;

/// <summary>
/// What services offer to people, one line each in <c>public-routes.txt</c>. The file is written from the services' route tables
/// (PublicRoutesTests, which also fails when it is out of date); what is not in it is not forwarded.
/// </summary>
public static class PublicRoutes
{
    /// <summary>All of them, by service.</summary>
    public static IReadOnlyList<PublicRoute> All { get; } = Read();

    private static IReadOnlyList<PublicRoute> Read()
    {
        using var file = typeof(PublicRoutes).Assembly.GetManifestResourceStream("public-routes.txt")
            ?? throw new FileNotFoundException("public-routes.txt is not embedded in LearnFlow.Web.");
        using var reader = new StreamReader(file);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(PublicRoute.Parse)];
    }
}
