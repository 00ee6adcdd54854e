package paas.builder.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import paas.builder.fetch.Stop;

/** What is read until it is stopped; each piece is told of. */
final class StoppableInput extends FilterInputStream {
  private final Stop stop;
  private final Runnable moves;

  StoppableInput(InputStream in, Stop stop, Runnable moves) {
    super(in);
    this.stop = stop;
    this.moves = moves;
  }

  @Override
  public int read() throws IOException {
    goOn();
    return super.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    goOn();
    return super.read(bytes, offset, length);
  }

  private void goOn() throws IOException {
    if (stop.stopped()) {
      throw new IOException("It was stopped");
    }
    moves.run();
  }
}
