package paas.router.control.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import paas.router.http.Hostname;
import paas.router.tls.Challenge;
import paas.router.tls.ClientTrust;
import paas.router.tls.HttpsPolicy;
import paas.router.tls.KeyPairPem;
import paas.router.tls.ServedName;
import paas.router.tls.ServerCertificate;
import paas.router.tls.TlsTable;

/** Writes and reads one TLS table; the first byte is the format's version. */
public final class TlsCodec {
  /** Largest encoded table: 2,000 certificates of 8 KB. */
  public static final int MAX_BYTES = 16 << 20;

  private static final int VERSION = 2;

  /** Without what clients show; a router finds it on its disk after an upgrade. */
  private static final int OLD_VERSION = 1;

  private static final int HTTP = 1;
  private static final int ALPN = 2;

  private TlsCodec() {}

  /**
   * @throws IllegalArgumentException if the table exceeds {@link #MAX_BYTES}
   */
  public static byte[] encode(TlsTable table) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 << 10);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(table.generation());
      out.writeInt(table.certificates().size());
      for (ServerCertificate certificate : table.certificates()) {
        write(out, certificate);
      }
      out.writeInt(table.challenges().size());
      for (Challenge challenge : table.challenges()) {
        write(out, challenge);
      }
      out.writeInt(table.trusts().size());
      for (ClientTrust trust : table.trusts()) {
        out.writeUTF(trust.app());
        writeText(out, trust.authorities());
        out.writeBoolean(trust.required());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot encode TLS table " + table.generation(), e);
    }
    if (bytes.size() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "A TLS table of " + bytes.size() + " bytes exceeds " + MAX_BYTES);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, ServerCertificate certificate)
      throws IOException {
    out.writeUTF(certificate.id());
    out.writeInt(certificate.names().size());
    for (ServedName name : certificate.names()) {
      out.writeUTF(name.value());
    }
    write(out, certificate.pair());
    out.writeBoolean(certificate.policy().redirect());
    out.writeLong(certificate.policy().hsts().toSeconds());
    out.writeUTF(certificate.asking());
  }

  private static void write(DataOutputStream out, KeyPairPem pair) throws IOException {
    writeText(out, pair.chain());
    writeText(out, pair.key());
  }

  private static void write(DataOutputStream out, Challenge challenge) throws IOException {
    switch (challenge) {
      case Challenge.Http(Hostname host, String token, String answer) -> {
        out.writeByte(HTTP);
        out.writeUTF(host.value());
        out.writeUTF(token);
        out.writeUTF(answer);
      }
      case Challenge.Alpn(Hostname host, KeyPairPem pair) -> {
        out.writeByte(ALPN);
        out.writeUTF(host.value());
        write(out, pair);
      }
    }
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /**
   * @throws IOException if the bytes are not exactly one valid table of a known version
   */
  public static TlsTable decode(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version != VERSION && version != OLD_VERSION) {
        throw new IOException("TLS table of format " + version + ", expected " + VERSION);
      }
      long generation = in.readLong();
      boolean old = version == OLD_VERSION;
      List<ServerCertificate> certificates = readCertificates(in, old);
      List<Challenge> challenges = readChallenges(in);
      List<ClientTrust> trusts = old ? List.of() : readTrusts(in);
      if (in.available() > 0) {
        throw new IOException(in.available() + " bytes follow the TLS table");
      }
      return new TlsTable(generation, certificates, challenges, trusts);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException("TLS table with a bad value: " + e.getMessage(), e);
    }
  }

  private static List<ClientTrust> readTrusts(DataInputStream in) throws IOException {
    List<ClientTrust> trusts = new ArrayList<>();
    for (int left = readCount(in); left > 0; left--) {
      trusts.add(new ClientTrust(in.readUTF(), readText(in), in.readBoolean()));
    }
    return trusts;
  }

  private static List<ServerCertificate> readCertificates(DataInputStream in, boolean old)
      throws IOException {
    List<ServerCertificate> certificates = new ArrayList<>();
    for (int left = readCount(in); left > 0; left--) {
      String id = in.readUTF();
      List<ServedName> names = new ArrayList<>();
      for (int more = readCount(in); more > 0; more--) {
        names.add(new ServedName(in.readUTF()));
      }
      KeyPairPem pair = readPair(in);
      HttpsPolicy policy = new HttpsPolicy(in.readBoolean(), Duration.ofSeconds(in.readLong()));
      String asking = old ? ServerCertificate.NOBODY : in.readUTF();
      certificates.add(new ServerCertificate(id, names, pair, policy, asking));
    }
    return certificates;
  }

  private static List<Challenge> readChallenges(DataInputStream in) throws IOException {
    List<Challenge> challenges = new ArrayList<>();
    for (int left = readCount(in); left > 0; left--) {
      int kind = in.readUnsignedByte();
      Hostname host = new Hostname(in.readUTF());
      challenges.add(
          switch (kind) {
            case HTTP -> new Challenge.Http(host, in.readUTF(), in.readUTF());
            case ALPN -> new Challenge.Alpn(host, readPair(in));
            default -> throw new IOException("Challenge of unknown kind " + kind);
          });
    }
    return challenges;
  }

  private static KeyPairPem readPair(DataInputStream in) throws IOException {
    String chain = readText(in);
    return new KeyPairPem(chain, readText(in));
  }

  private static String readText(DataInputStream in) throws IOException {
    byte[] bytes = new byte[readCount(in)];
    in.readFully(bytes);
    return new String(bytes, UTF_8);
  }

  /** A count is bounded by the bytes that are there, so that a lie allocates nothing. */
  private static int readCount(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available()) {
      throw new IOException("Count " + count + " with " + in.available() + " bytes left");
    }
    return count;
  }
}
