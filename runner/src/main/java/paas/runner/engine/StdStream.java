package paas.runner.engine;

/** Which output stream of a container bytes came from; with a TTY all is {@link #STDOUT}. */
public enum StdStream {
  STDOUT,
  STDERR
}
