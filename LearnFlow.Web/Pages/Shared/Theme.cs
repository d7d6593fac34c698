namespace LearnFlow.Web.Pages.Shared;

/// <summary>The colours that a visitor chose (cookie <c>theme</c>, set by Client/theme.ts).</summary>
internal static class Theme
{
    /// <summary><c>light</c>, <c>dark</c>, or null: as the system likes it.</summary>
    public static string? Of(HttpRequest request) => request.Cookies["theme"] is "light" or "dark" ? request.Cookies["theme"] : null;
}
