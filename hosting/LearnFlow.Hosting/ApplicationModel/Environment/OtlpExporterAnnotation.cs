namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource sends telemetry.</summary>
public class OtlpExporterAnnotation : IResourceAnnotation
{
    /// <summary>The protocol it must use; any when null.</summary>
    public OtlpProtocol? RequiredProtocol { get; init; }
}
