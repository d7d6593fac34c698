using System.Runtime.InteropServices;

namespace LearnFlow.Bench;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <summary>Operating system, architecture, cores, memory and runtime on one line.</summary>
    public static string Description { get; } =
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} cores, " +
        $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.FrameworkDescription}";
}
