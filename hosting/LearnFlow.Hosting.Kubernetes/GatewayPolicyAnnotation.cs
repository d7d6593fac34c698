namespace Aspire.Hosting.ApplicationModel;

/// <summary>A project's policy as a gateway.</summary>
/// <param name="PolicyType">The full name of a type in the project's assembly with a static method <c>From(IConfiguration)</c>.</param>
public sealed record GatewayPolicyAnnotation(string PolicyType) : IResourceAnnotation;
