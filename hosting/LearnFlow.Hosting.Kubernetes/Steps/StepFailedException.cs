namespace LearnFlow.Hosting.Kubernetes.Steps;

/// <summary>A step failed for a reason that its user can mend. Aspire logs exceptions as text several times; this one's text is its sentence.</summary>
internal sealed class StepFailedException(Exception reason) : DistributedApplicationException(reason.Message, reason)
{
    public override string ToString() => Message;
}
