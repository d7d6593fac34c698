namespace LearnFlow.Web.Pages.Shared;

/// <summary>How large a visitor likes code (cookie <c>code-size</c>, set by Client/codeSize.ts).</summary>
internal static class CodeSize
{
    private const string Usual = "15";

    private static readonly string[] s_pixels = ["13", Usual, "18", "22"];

    /// <summary>Pixels; one of the sizes that styles/workspace.css knows.</summary>
    public static string Of(HttpRequest request) => s_pixels.Contains(request.Cookies["code-size"]) ? request.Cookies["code-size"]! : Usual;
}
