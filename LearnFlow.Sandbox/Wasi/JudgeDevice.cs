using System.Text;

namespace LearnFlow.Sandbox.Wasi;

/// <summary><c>/dev/judge</c>: takes a value that a test has got from the submission; reading it from its start gives the answer.</summary>
internal static class JudgeDevice
{
    public static FileNode CreateNode() => FileNode.Device((guest, device, report) =>
    {
        if (guest.Reported is not null)
        {
            device.Content = Encoding.UTF8.GetBytes(guest.Reported.Take(report));
            device.Length = device.Content.Length;
        }
    });
}
