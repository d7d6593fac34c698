using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LearnFlow.Web.Pages;

/// <summary><c>/error/{status}</c>: what somebody sees in place of a page.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel : PageModel
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; private set; }

    /// <summary>The heading.</summary>
    public string Heading => Status switch
    {
        StatusCodes.Status404NotFound => "There is no such page",
        StatusCodes.Status503ServiceUnavailable => "This part does not answer right now",
        StatusCodes.Status400BadRequest => "That request could not be understood",
        StatusCodes.Status403Forbidden => "That is not for you",
        StatusCodes.Status429TooManyRequests => "That was a bit fast",
        _ => "Something went wrong on our side",
    };

    /// <summary>What to do.</summary>
    public string Advice => Status switch
    {
        StatusCodes.Status404NotFound => "The address may be mistyped, or the page has moved.",
        StatusCodes.Status503ServiceUnavailable => "It usually comes back within a minute. Nothing of yours is lost.",
        StatusCodes.Status400BadRequest => "Go back, load the page again and try once more.",
        StatusCodes.Status429TooManyRequests => "Wait a moment, then try again.",
        _ => "Try again; if it happens once more, tell your teacher what you did.",
    };

    /// <summary>Shows it.</summary>
    public void OnGet(int status)
    {
        Status = status is >= 400 and < 600 ? status : StatusCodes.Status404NotFound;
        Response.StatusCode = Status;
    }
}
