namespace LearnFlow.Sandbox.Wasi;

/// <summary>Result codes of WASI preview 1 (witx <c>errno</c>); only those that this implementation gives.</summary>
internal enum Errno
{
    Success = 0,
    BadDescriptor = 8,
    Exists = 20,
    Fault = 21,
    FileTooBig = 22,
    Invalid = 28,
    IsDirectory = 31,
    TooManyOpenFiles = 33,
    NameTooLong = 37,
    NoEntry = 44,
    NoSpace = 51,
    NoSystemCall = 52,
    NotDirectory = 54,
    NotEmpty = 55,
    NotSupported = 58,
    ReadOnlyFileSystem = 69,
    InvalidSeek = 70,
}
