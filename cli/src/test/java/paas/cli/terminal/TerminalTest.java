package paas.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;

class TerminalTest {
  /** Else a script would have half a file, and no word of why. */
  @Test
  void aFullDiskIsToldAndAReaderWhoHasGoneIsNot() {
    assertEquals(ExitCode.FAILED, failure("No space left on device").exitCode());
    assertEquals(
        "Cannot write the output: No space left on device",
        failure("No space left on device").explanation());
    assertEquals(ExitCode.BROKEN_PIPE, failure("Broken pipe").exitCode());
  }

  private static Failure failure(String said) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(said);
          }
        };
    Terminal terminal =
        new Terminal(
            Facts.NONE, InputStream.nullInputStream(), broken, OutputStream.nullOutputStream());
    return assertThrows(Failure.class, () -> terminal.line("text"));
  }
}
