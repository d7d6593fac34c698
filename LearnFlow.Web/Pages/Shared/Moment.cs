using System.Globalization;

namespace LearnFlow.Web.Pages.Shared;

/// <summary>Times as pages write them: in UTC and saying so, because the server does not know the reader's clock.</summary>
internal static class Moment
{
    /// <summary>Day and time, for example <c>24 Nov 2026, 16:00 UTC</c>.</summary>
    public static string Words(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>What <c>input type=datetime-local</c> holds.</summary>
    public static string Field(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The moment that such a field holds.</summary>
    public static DateTimeOffset OfField(DateTime field) => new(DateTime.SpecifyKind(field, DateTimeKind.Utc));

    /// <summary>0 to 1 as per cent.</summary>
    public static string PerCent(double part) => (100 * part).ToString("F0", CultureInfo.InvariantCulture);
}
