namespace Aspire.Hosting;

/// <summary>The model or the application is wrong; the message says how.</summary>
public class DistributedApplicationException : Exception
{
    /// <summary>Creates an exception without a sentence.</summary>
    public DistributedApplicationException() { }

    /// <summary>Creates an exception.</summary>
    public DistributedApplicationException(string message) : base(message) { }

    /// <summary>Creates an exception with its cause.</summary>
    public DistributedApplicationException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>A parameter has no value; the message names it and says how to give one.</summary>
public class MissingParameterValueException : DistributedApplicationException
{
    /// <summary>Creates an exception without a sentence.</summary>
    public MissingParameterValueException() { }

    /// <summary>Creates an exception.</summary>
    public MissingParameterValueException(string message) : base(message) { }

    /// <summary>Creates an exception with its cause.</summary>
    public MissingParameterValueException(string message, Exception innerException) : base(message, innerException) { }
}
