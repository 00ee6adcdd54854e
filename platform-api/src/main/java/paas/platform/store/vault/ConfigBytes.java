package paas.platform.store.vault;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import paas.platform.config.ConfigKey;
import paas.platform.config.ConfigVars;

/** Config as bytes: a version byte, a count, then length-prefixed UTF-8 names and values. */
final class ConfigBytes {
  private static final int VERSION = 1;

  private ConfigBytes() {}

  static byte[] write(ConfigVars config) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(config.values().size());
      for (Map.Entry<ConfigKey, String> var : config.values().entrySet()) {
        writeText(out, var.getKey().value());
        writeText(out, var.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  /** Only of bytes that were authenticated before. */
  static ConfigVars read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new IllegalStateException("config snapshot of unknown version " + version);
      }
      SortedMap<ConfigKey, String> values = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        ConfigKey key = new ConfigKey(readText(in));
        values.put(key, readText(in));
      }
      return new ConfigVars(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
