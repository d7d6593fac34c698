using LearnFlow.Sandbox;
using LearnFlow.Sandbox.Worker;

if (args is [WorkerProcess.Argument, ..])
    Confinement.Enter(args);
if (args is [WorkerProcess.Argument or Confinement.Argument, var cacheFolder, var pythonFolder])
    return WorkerProcess.Run(cacheFolder, pythonFolder);

SandboxService.Build(args).Run();
return 0;
