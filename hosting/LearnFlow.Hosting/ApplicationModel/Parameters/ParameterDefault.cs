using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a parameter's value is when the configuration has none.</summary>
public abstract class ParameterDefault
{
    /// <summary>Writes the default into the manifest's <c>inputs.value.default</c>.</summary>
    public abstract void WriteToManifest(ManifestPublishingContext context);

    /// <summary>The value.</summary>
    public abstract string GetDefaultValue();
}

/// <summary>A random text. The defaults give 128 bits: 22 of 67 characters.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    /// <summary>The length in characters.</summary>
    public int MinLength { get; set; } = 22;

    /// <summary>Whether a–z are used (without i, l and o, which are easily misread).</summary>
    public bool Lower { get; set; } = true;

    /// <summary>Whether A–Z are used (without I, L and O).</summary>
    public bool Upper { get; set; } = true;

    /// <summary>Whether digits are used.</summary>
    public bool Numeric { get; set; } = true;

    /// <summary>Whether special characters are used.</summary>
    public bool Special { get; set; } = true;

    /// <summary>The least number of lower-case letters.</summary>
    public int MinLower { get; set; }

    /// <summary>The least number of upper-case letters.</summary>
    public int MinUpper { get; set; }

    /// <summary>The least number of digits.</summary>
    public int MinNumeric { get; set; }

    /// <summary>The least number of special characters.</summary>
    public int MinSpecial { get; set; }

    /// <inheritdoc/>
    public override string GetDefaultValue() => PasswordGenerator.Generate(this);

    /// <inheritdoc/>
    public override void WriteToManifest(ManifestPublishingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var writer = context.Writer;
        writer.WriteStartObject("generate");
        writer.WriteNumber("minLength", MinLength);
        foreach (var (name, used) in new[] { ("lower", Lower), ("upper", Upper), ("numeric", Numeric), ("special", Special) })
        {
            if (!used)
                writer.WriteBoolean(name, used);
        }
        foreach (var (name, least) in new[] { ("minLower", MinLower), ("minUpper", MinUpper), ("minNumeric", MinNumeric), ("minSpecial", MinSpecial) })
        {
            if (least != 0)
                writer.WriteNumber(name, least);
        }
        writer.WriteEndObject();
    }
}

/// <summary>A fixed text, written to the manifest.</summary>
internal sealed class ConstantParameterDefault(Func<string> valueGetter) : ParameterDefault
{
    private readonly Lazy<string> _value = new(valueGetter);

    public override string GetDefaultValue() => _value.Value;

    public override void WriteToManifest(ManifestPublishingContext context) => context.Writer.WriteString("value", _value.Value);
}

/// <summary>A generated text that is kept in the AppHost's user secrets, so that it is the same at the next start.</summary>
internal sealed class UserSecretsParameterDefault(string parameterName, ParameterDefault generator, IUserSecretsManager userSecrets) : ParameterDefault
{
    public override string GetDefaultValue()
    {
        var value = generator.GetDefaultValue();
        userSecrets.TrySetSecret($"Parameters:{parameterName}", value);
        return value;
    }

    public override void WriteToManifest(ManifestPublishingContext context) => generator.WriteToManifest(context);
}
