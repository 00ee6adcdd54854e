package paas.router.logs.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {
  @TempDir Path dir;

  @Test
  void recordsReadForwardAndBackwardAreThoseThatWereAppended() throws IOException {
    List<String> texts = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      texts.add("x".repeat(random.nextInt(i % 50 == 0 ? 200_000 : 300)) + i);
    }
    Path file = write(texts);

    assertEquals(texts, forward(file));
    assertEquals(texts.reversed(), backward(file, Files.size(file)));
  }

  @Test
  void everyCutOfTheLastRecordLeavesTheRecordsBefore() throws IOException {
    Path file = write(List.of("one", "two", "three"));
    long whole = Files.size(write(List.of("one", "two")));
    byte[] bytes = Files.readAllBytes(write(List.of("one", "two", "three")));

    for (int cut = (int) whole; cut < bytes.length; cut++) {
      Files.write(file, java.util.Arrays.copyOf(bytes, cut));
      assertEquals(List.of("one", "two"), forward(file), "cut at " + cut);
    }
  }

  @Test
  void everyFlippedByteOfTheLastRecordLeavesTheRecordsBefore() throws IOException {
    int whole = (int) Files.size(write(List.of("one", "two")));
    byte[] bytes = Files.readAllBytes(write(List.of("one", "two", "three")));

    for (int at = whole; at < bytes.length; at++) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 0x41;
      Path file = Files.write(dir.resolve("flipped"), flipped);
      assertEquals(List.of("one", "two"), forward(file), "flipped at " + at);
    }
  }

  @Test
  void zerosAfterAPowerFailureAreNoRecords() throws IOException {
    Path file = write(List.of("one"));
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(raw.length() + 4096);
    }

    assertEquals(List.of("one"), forward(file));
    long end = Files.size(file);
    assertThrows(IOException.class, () -> backward(file, end));
  }

  @Test
  void noiseIsNeverARecordAndNeverHangs() throws IOException {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      byte[] noise = new byte[random.nextInt(2_000)];
      random.nextBytes(noise);
      Path file = Files.write(dir.resolve("noise"), noise);
      assertEquals(List.of(), forward(file));
    }
  }

  @Test
  void openingCutsOffTheTornEndAndAppendsAfterIt() throws IOException {
    Path file = write(List.of("one"));
    long size = Files.size(file);
    Files.write(file, new byte[] {0, 0, 0, 9, 1, 2}, java.nio.file.StandardOpenOption.APPEND);

    try (Appender appender = Appender.open(file, size)) {
      appender.append(record("two"));
    }

    assertEquals(List.of("one", "two"), forward(file));
  }

  @Test
  void aFileThatLostItsEndIsNotFilledWithZeros() throws IOException {
    Path file = write(List.of("one"));

    assertThrows(IOException.class, () -> Appender.open(file, 1_000));
    assertTrue(Files.size(file) < 100);
  }

  @Test
  void anEmptyRecordIsRefused() {
    assertThrows(IllegalStateException.class, () -> new RecordWriter(0).frame());
  }

  private Path write(List<String> texts) throws IOException {
    Path file = dir.resolve(texts.size() + ".log");
    Files.deleteIfExists(file);
    try (Appender appender = Appender.create(file, record(texts.getFirst()))) {
      for (String text : texts.subList(1, texts.size())) {
        appender.append(record(text));
      }
    }
    return file;
  }

  private static RecordWriter record(String text) {
    return new RecordWriter(4).putString(text);
  }

  private static List<String> forward(Path file) throws IOException {
    List<String> found = new ArrayList<>();
    try (ForwardScan scan = new ForwardScan(file)) {
      Optional<ByteBuffer> payload = scan.next();
      while (payload.isPresent()) {
        found.add(RecordWriter.getString(payload.get()));
        payload = scan.next();
      }
    }
    return found;
  }

  private static List<String> backward(Path file, long end) throws IOException {
    List<String> found = new ArrayList<>();
    try (BackwardScan scan = new BackwardScan(file, end)) {
      Optional<ByteBuffer> payload = scan.next();
      while (payload.isPresent()) {
        found.add(RecordWriter.getString(payload.get()));
        payload = scan.next();
      }
    }
    return found;
  }
}
