using Microsoft.AspNetCore.Http.Features;

namespace LearnFlow.Web.Gateway;

/// <summary>How much a request may carry.</summary>
internal static class BodyLimit
{
    /// <summary>A program of 64 KiB with its files, in JSON where every character is escaped.</summary>
    public const long Bytes = 1024 * 1024;

    /// <summary>Refuses a declared length at once, and counts the bytes of a body that declares none.</summary>
    public static Task EnforceAsync(HttpContext context, Func<Task> next)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = Bytes;

        return context.Request.ContentLength > Bytes
            ? ResponseProblems.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, $"The body is larger than the {Bytes} bytes that are accepted here.")
            : next();
    }
}
