using System.Net;
using System.Text.RegularExpressions;

namespace LearnFlow.Tests.Web;

/// <summary>Fills in forms as a browser does: with the antiforgery token of the page that holds them.</summary>
internal static partial class Forms
{
    /// <summary>Posts <paramref name="fields"/> to <paramref name="address"/>, from the form on the page <paramref name="page"/> (else the same address).</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(this HttpClient visitor, string address, Dictionary<string, string> fields, string? page = null)
    {
        var html = await visitor.GetStringAsync(page ?? address);
        using var form = new FormUrlEncodedContent([.. fields, KeyValuePair.Create("__RequestVerificationToken", TokenIn(html))]);
        return await visitor.PostAsync(address, form);
    }

    /// <summary>The antiforgery token of a page.</summary>
    public static string TokenIn(string html) => WebUtility.HtmlDecode(AntiforgeryToken().Match(html).Groups[1].Value);

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryToken();
}
