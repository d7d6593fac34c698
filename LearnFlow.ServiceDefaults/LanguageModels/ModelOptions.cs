namespace LearnFlow.LanguageModels;

/// <summary>Which language model answers, from configuration section <c>AI</c>. Without a model's name nothing of it is used.</summary>
public sealed class ModelOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "AI";

    /// <summary>Base address: of an Azure OpenAI resource, or of any server that speaks OpenAI's API, with its <c>/v1</c>; empty for OpenAI.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>The model's name; with Azure OpenAI the deployment's.</summary>
    public string Model { get; set; } = "";

    /// <summary>The key; empty with Azure OpenAI takes the identity that the machine has (DefaultAzureCredential).</summary>
    public string Key { get; set; } = "";

    /// <summary>Whose dialect the endpoint speaks; null tells it by the address.</summary>
    public ModelProvider? Provider { get; set; }

    /// <summary>How long a learner waits for the first word, retries included.</summary>
    public TimeSpan FirstTokenTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>How long a model may pause within an answer; a tool that runs code counts.</summary>
    public TimeSpan PauseTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>How long an answer may take in all.</summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(40);

    /// <summary>How often a model may ask for tools within one answer.</summary>
    public int MaxToolRounds { get; set; } = 4;

    /// <summary>Tokens that an answer may have; a hint of 160 words needs about 300.</summary>
    public int MaxOutputTokens { get; set; } = 700;

    /// <summary>US dollars for a million tokens of input, for the cost metric; 0 when it is not known.</summary>
    public decimal InputPrice { get; set; }

    /// <summary>US dollars for a million tokens of output, for the cost metric; 0 when it is not known.</summary>
    public decimal OutputPrice { get; set; }

    /// <summary>Whether there is a model at all.</summary>
    public bool IsConfigured => Model.Length > 0 && (Endpoint.Length > 0 || Key.Length > 0);

    /// <summary>Whether the endpoint is an Azure OpenAI resource.</summary>
    internal bool IsAzure => Provider is { } provider
        ? provider == ModelProvider.AzureOpenAI
        : Uri.TryCreate(Endpoint, UriKind.Absolute, out var address)
            && address.AbsolutePath == "/"
            && (address.Host.EndsWith(".openai.azure.com", StringComparison.OrdinalIgnoreCase)
                || address.Host.EndsWith(".cognitiveservices.azure.com", StringComparison.OrdinalIgnoreCase));
}

/// <summary>Whose dialect an endpoint speaks.</summary>
public enum ModelProvider
{
    /// <summary>OpenAI, or any server with the same API.</summary>
    OpenAI,

    /// <summary>Azure OpenAI: deployments in the path, keys in <c>api-key</c>, or Entra ID.</summary>
    AzureOpenAI,
}
