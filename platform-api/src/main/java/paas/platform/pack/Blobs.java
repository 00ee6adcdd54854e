package paas.platform.pack;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * The contents of blobs, streamed by git (git-cat-file): what a blob is made of, such as a delta
 * and a base of 100 MB each, is put together in git's memory. One after the other; not thread-safe.
 */
public final class Blobs implements AutoCloseable {
  private static final int BUFFER = 64 << 10;
  private static final int LONGEST_ANSWER = 200;

  private final Running git;
  private final OutputStream questions;
  private final InputStream answers;
  private boolean open; // a blob that has not been read to its end

  private Blobs(Running git) {
    this.git = git;
    this.questions = new BufferedOutputStream(git.process().getOutputStream());
    this.answers = new BufferedInputStream(git.process().getInputStream(), BUFFER);
  }

  /** One blob; its content ends after {@code size} bytes, and is read before the next is asked. */
  public record Blob(long size, InputStream content) {}

  /** The caller closes it. */
  public static Blobs of(Repository repository) throws IOException {
    ProcessBuilder builder =
        HostGit.process(
            repository.getDirectory().toPath(), Map.of(), List.of("cat-file", "--batch"));
    return new Blobs(
        Running.start(builder.redirectError(ProcessBuilder.Redirect.DISCARD), end -> {}));
  }

  public Blob open(ObjectId id) throws IOException {
    if (open) {
      throw new IllegalStateException("The blob before was not read to its end");
    }
    questions.write((id.name() + "\n").getBytes(StandardCharsets.US_ASCII));
    questions.flush();
    String answer = answer();
    String expected = id.name() + " blob ";
    if (!answer.startsWith(expected)) {
      throw new IOException("git does not give blob " + id.name() + ": " + answer);
    }
    long size = Long.parseLong(answer.substring(expected.length()));
    open = true;
    return new Blob(size, new Content(size));
  }

  private String answer() throws IOException {
    StringBuilder answer = new StringBuilder();
    for (int c = answers.read(); c != '\n'; c = answers.read()) {
      if (c < 0 || answer.length() == LONGEST_ANSWER) {
        throw new EOFException("git gives no content any more: " + answer);
      }
      answer.append((char) c);
    }
    return answer.toString();
  }

  @Override
  public void close() {
    git.close();
  }

  private final class Content extends FilterInputStream {
    private long left;

    Content(long size) throws IOException {
      super(answers);
      this.left = size;
      endAtZero();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = answers.read(bytes, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException("git ended within a blob");
      }
      left -= count;
      endAtZero();
      return count;
    }

    /** A line feed follows the content. */
    private void endAtZero() throws IOException {
      if (left == 0) {
        answers.read();
        open = false;
      }
    }

    @Override
    public void close() {
      // What it reads from goes on.
    }
  }
}
