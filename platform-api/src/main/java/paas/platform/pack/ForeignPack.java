package paas.platform.pack;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.transport.PackLock;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.jspecify.annotations.Nullable;

/**
 * What JGit takes for its parser of packs, for pushes and fetches alike: it reads the pack's header
 * (gitformat-pack) and leaves the rest to git. JGit's own way of parsing is never entered.
 */
final class ForeignPack extends PackParser {
  private static final int HEADER = 12;
  private static final String SIGNATURE = "PACK";

  private final FileRepository repository;
  private final InputStream in;
  private final PackIntake intake;
  private final Consumer<Runnable> whenGone;
  private long size;

  ForeignPack(
      FileRepository repository, InputStream in, PackIntake intake, Consumer<Runnable> whenGone) {
    super(repository.getObjectDatabase(), in);
    this.repository = repository;
    this.in = in;
    this.intake = intake;
    this.whenGone = whenGone;
  }

  @Override
  public @Nullable PackLock parse(ProgressMonitor receiving, ProgressMonitor resolving)
      throws IOException {
    byte[] header = in.readNBytes(HEADER);
    if (count(header) == 0) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return null;
    }
    Path git = repository.getDirectory().toPath();
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(header), in);
    Optional<Path> pack = intake.receive(git, whole, resolving, whenGone);
    if (pack.isPresent()) {
      size = Files.size(pack.get());
      repository.getObjectDatabase().openPack(pack.get().toFile());
    }
    return null;
  }

  private static long count(byte[] header) throws IOException {
    if (header.length < HEADER) {
      throw new EOFException("The pack ends within its header: try again.");
    }
    String signature = new String(header, 0, SIGNATURE.length(), StandardCharsets.US_ASCII);
    if (!signature.equals(SIGNATURE)) {
      throw new PackRefused("That is no pack: push with git itself.");
    }
    long count = Integer.toUnsignedLong(ByteBuffer.wrap(header).getInt(HEADER - Integer.BYTES));
    if (count > PackLimits.OBJECTS) {
      throw new PackRefused(
          "The pack says that it brings %,d objects, and %,d is the most: push fewer commits at once."
              .formatted(count, PackLimits.OBJECTS));
    }
    return count;
  }

  @Override
  public long getPackSize() {
    return size;
  }

  private static UnsupportedOperationException neverCalled() {
    return new UnsupportedOperationException("git parses packs, not JGit");
  }

  @Override
  protected void onStoreStream(byte[] raw, int pos, int len) {
    throw neverCalled();
  }

  @Override
  protected void onObjectHeader(Source src, byte[] raw, int pos, int len) {
    throw neverCalled();
  }

  @Override
  protected void onObjectData(Source src, byte[] raw, int pos, int len) {
    throw neverCalled();
  }

  @Override
  protected void onInflatedObjectData(PackedObjectInfo object, int type, byte[] data) {
    throw neverCalled();
  }

  @Override
  protected void onPackHeader(long objects) {
    throw neverCalled();
  }

  @Override
  protected void onPackFooter(byte[] hash) {
    throw neverCalled();
  }

  @Override
  protected boolean onAppendBase(int type, byte[] data, PackedObjectInfo info) {
    throw neverCalled();
  }

  @Override
  protected void onEndThinPack() {
    throw neverCalled();
  }

  @Override
  protected ObjectTypeAndSize seekDatabase(PackedObjectInfo object, ObjectTypeAndSize info) {
    throw neverCalled();
  }

  @Override
  protected ObjectTypeAndSize seekDatabase(UnresolvedDelta delta, ObjectTypeAndSize info) {
    throw neverCalled();
  }

  @Override
  protected int readDatabase(byte[] into, int pos, int count) {
    throw neverCalled();
  }

  @Override
  protected boolean checkCRC(int oldCrc) {
    throw neverCalled();
  }

  @Override
  protected void onBeginWholeObject(long position, int type, long inflatedSize) {
    throw neverCalled();
  }

  @Override
  protected void onEndWholeObject(PackedObjectInfo info) {
    throw neverCalled();
  }

  @Override
  protected void onBeginOfsDelta(long position, long base, long inflatedSize) {
    throw neverCalled();
  }

  @Override
  protected void onBeginRefDelta(long position, AnyObjectId base, long inflatedSize) {
    throw neverCalled();
  }
}
