using LearnFlow.Sandbox;
using LearnFlow.Sandbox.Wasm;
using LearnFlow.Sandbox.Worker;

if (args is [WorkerProcess.Argument, ..])
    return WorkerProcess.Run(args.ElementAtOrDefault(1) ?? ArtefactCache.DefaultFolder);

SandboxService.Build(args).Run();
return 0;
