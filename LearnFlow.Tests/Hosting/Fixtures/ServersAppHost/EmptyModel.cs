using System.Runtime.CompilerServices;
using Aspire.Hosting.Testing;

namespace LearnFlow.Tests.Hosting.Fixtures;

/// <summary>For models that are written in a test.</summary>
public static class EmptyModel
{
    /// <summary>A builder without resources. Aspire.Hosting.Testing looks on the stack for an assembly that knows where DCP lies: an AppHost's, as this one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IDistributedApplicationTestingBuilder CreateBuilder(string[] args) => DistributedApplicationTestingBuilder.Create(args);
}
