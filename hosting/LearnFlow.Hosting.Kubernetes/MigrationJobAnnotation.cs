namespace Aspire.Hosting.ApplicationModel;

/// <summary>A project migrates its database in a Job of its own.</summary>
public sealed class MigrationJobAnnotation : IResourceAnnotation;
