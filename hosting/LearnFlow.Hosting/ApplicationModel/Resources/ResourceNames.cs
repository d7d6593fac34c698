namespace Aspire.Hosting.ApplicationModel;

/// <summary>Marks a parameter that takes part in the model's naming rules.</summary>
public interface IModelNameParameter;

/// <summary>Marks a parameter that is a resource's name.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ResourceNameAttribute : Attribute, IModelNameParameter;

/// <summary>Marks a parameter that is an endpoint's name.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EndpointNameAttribute : Attribute, IModelNameParameter;

/// <summary>Loosens the naming rules for one resource.</summary>
public sealed class NameValidationPolicyAnnotation : IResourceAnnotation
{
    /// <summary>At most 64 ASCII letters, digits and single hyphens, starting with a letter, not ending with a hyphen.</summary>
    public static readonly NameValidationPolicyAnnotation Default = new();

    /// <summary>Any name that is not empty.</summary>
    public static readonly NameValidationPolicyAnnotation None = new()
    {
        MaxLength = null,
        ValidateStartsWithLetter = false,
        ValidateAllowedCharacters = false,
        ValidateNoConsecutiveHyphens = false,
        ValidateNoTrailingHyphen = false,
    };

    /// <summary>The longest name in characters; null for no limit.</summary>
    public int? MaxLength { get; init; } = 64;

    /// <summary>Whether the first character must be an ASCII letter.</summary>
    public bool ValidateStartsWithLetter { get; init; } = true;

    /// <summary>Whether only ASCII letters, digits and hyphens are allowed.</summary>
    public bool ValidateAllowedCharacters { get; init; } = true;

    /// <summary>Whether two hyphens in a row are refused.</summary>
    public bool ValidateNoConsecutiveHyphens { get; init; } = true;

    /// <summary>Whether a hyphen at the end is refused.</summary>
    public bool ValidateNoTrailingHyphen { get; init; } = true;

    /// <summary>Says what is wrong with a name, or null when nothing is.</summary>
    internal string? Problem(string target, string name)
    {
        var start = $"{target} name '{name}' is invalid. Name ";
        if (MaxLength is { } max && (name.Length < 1 || name.Length > max))
            return start + $"must be between 1 and {max} characters long.";
        if (ValidateNoConsecutiveHyphens && name.Contains("--", StringComparison.Ordinal))
            return start + "cannot contain consecutive hyphens.";
        if (ValidateAllowedCharacters && name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))
            return start + "must contain only ASCII letters, digits, and hyphens.";
        if (ValidateStartsWithLetter && name.Length > 0 && !char.IsAsciiLetter(name[0]))
            return start + "must start with an ASCII letter.";
        if (ValidateNoTrailingHyphen && name.EndsWith('-'))
            return start + "cannot end with a hyphen.";
        return null;
    }
}

/// <summary>Checks names as they enter the model.</summary>
internal static class ModelName
{
    /// <exception cref="ArgumentException">The name breaks the policy; the message says how.</exception>
    public static void ValidateName(string target, string name, NameValidationPolicyAnnotation? policy = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        if ((policy ?? NameValidationPolicyAnnotation.Default).Problem(target, name) is { } problem)
            throw new ArgumentException(problem, nameof(name));
    }
}
