namespace LearnFlow.Hosting.Dashboard.Telemetry;

/// <summary>Who sent telemetry: OpenTelemetry's resource, by <c>service.name</c> and <c>service.instance.id</c>.</summary>
/// <param name="Name">The service's name, the model's resource name.</param>
/// <param name="InstanceId">Which of its processes.</param>
/// <param name="Attributes">All attributes of the resource.</param>
internal sealed record Origin(string Name, string InstanceId, TelemetryValue[] Attributes)
{
    /// <summary>Name and instance, the key under which records are bounded.</summary>
    public string Key { get; } = InstanceId.Length == 0 ? Name : $"{Name}/{InstanceId}";

    /// <summary>True when a query for <paramref name="name"/> means this sender: its name, instance, or both with a dash or slash between.</summary>
    public bool IsNamed(string name) =>
        Same(Name, name) || Same(InstanceId, name) || Same(Key, name)
        || (name.Length == Name.Length + InstanceId.Length + 1 && name.StartsWith(Name, StringComparison.OrdinalIgnoreCase) && name.EndsWith(InstanceId, StringComparison.OrdinalIgnoreCase));

    private static bool Same(string own, string name) => own.Length > 0 && own.Equals(name, StringComparison.OrdinalIgnoreCase);
}
