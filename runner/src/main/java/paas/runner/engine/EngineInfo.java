package paas.runner.engine;

/**
 * What the engine says about itself.
 *
 * @param version the engine's own version, such as 20.10.24
 * @param api the API version that is spoken with it
 * @param architecture as the engine names it, such as x86_64
 * @param storageDriver such as overlay2
 * @param cpus CPUs that containers can use
 * @param memoryBytes memory of the host
 */
public record EngineInfo(
    String version,
    ApiVersion api,
    String architecture,
    String storageDriver,
    int cpus,
    long memoryBytes) {}
