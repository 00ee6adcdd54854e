package paas.platform.secure.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TXTRecord;

/**
 * A primary name server of the zone {@code example.org} with TXT records, by UDP and TCP on one
 * port; takes updates that are signed with its key.
 */
public final class TestNameServer implements AutoCloseable {
  private static final byte[] SECRET =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST = 4096;

  public final List<TXTRecord> records = new CopyOnWriteArrayList<>();

  /** How often it still answers as if a name was not there. */
  final AtomicInteger late = new AtomicInteger();

  /** Every text that was ever put. */
  public final List<TXTRecord> ever = new CopyOnWriteArrayList<>();

  private final TSIG key = new TSIG(TSIG.HMAC_SHA256, Name.fromConstantString("paas."), SECRET);
  private final ServerSocket tcp;
  private final DatagramSocket udp;
  private final List<Thread> threads = new ArrayList<>();

  public TestNameServer() throws IOException {
    tcp = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    udp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
    threads.add(Thread.ofVirtual().start(this::serveTcp));
    threads.add(Thread.ofPlatform().start(this::serveUdp));
  }

  public int port() {
    return tcp.getLocalPort();
  }

  /** The way to it, with the secret in a file of this directory. */
  public DnsRecords way(Path home) {
    return way(home, Map.of());
  }

  DnsRecords way(Path home, Map<String, String> other) {
    Path secret = home.resolve("dns.key");
    try {
      Files.writeString(secret, Base64.getEncoder().encodeToString(SECRET) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> usual =
        Map.of(
            "PAAS_DNS_SERVER",
            "127.0.0.1:" + port(),
            "PAAS_DNS_ZONES",
            "example.org, sub.example.net.",
            "PAAS_DNS_KEY",
            "paas",
            "PAAS_DNS_SECRET_FILE",
            secret.toString());
    return DnsSettings.read(name -> other.getOrDefault(name, usual.getOrDefault(name, "")));
  }

  private void serveTcp() {
    while (!tcp.isClosed()) {
      try (Socket socket = tcp.accept()) {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] question = new byte[in.readUnsignedShort()];
        in.readFully(question);
        byte[] answer = answer(question);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeShort(answer.length);
        out.write(answer);
        out.flush();
      } catch (IOException e) {
        // The client went away, or the test is over.
      }
    }
  }

  private void serveUdp() {
    while (!udp.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        udp.receive(packet);
        byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
        udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException e) {
        // The test is over.
      }
    }
  }

  private byte[] answer(byte[] bytes) throws IOException {
    Message asked = new Message(bytes);
    Message answer = new Message(asked.getHeader().getID());
    answer.getHeader().setOpcode(asked.getHeader().getOpcode());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.AA);
    answer.addRecord(asked.getQuestion(), Section.QUESTION);
    if (asked.getHeader().getOpcode() == Opcode.UPDATE) {
      update(asked, bytes, answer);
    } else {
      records.stream()
          .filter(record -> record.getName().equals(asked.getQuestion().getName()))
          .filter(record -> record.getType() == asked.getQuestion().getType())
          .filter(record -> late.getAndDecrement() <= 0)
          .forEach(record -> answer.addRecord(record, Section.ANSWER));
    }
    return answer.toWire();
  }

  private void update(Message asked, byte[] bytes, Message answer) {
    if (key.verify(asked, bytes, null) != Rcode.NOERROR) {
      answer.getHeader().setRcode(Rcode.NOTAUTH);
      return;
    }
    for (Record change : asked.getSection(Section.UPDATE)) {
      change(change);
    }
    key.apply(answer, asked.getTSIG());
  }

  private void change(Record change) {
    TXTRecord text = (TXTRecord) change;
    records.removeIf(known ->
        known.getName().equals(text.getName()) && known.getStrings().equals(text.getStrings()));
    if (change.getDClass() == DClass.IN) {
      records.add(text);
      ever.add(text);
    }
  }

  /** The texts under a name. */
  public List<String> texts(String name) {
    return records.stream()
        .filter(record -> record.getName().toString(true).equals(name))
        .flatMap(record -> record.getStrings().stream())
        .toList();
  }

  @Override
  public void close() throws IOException {
    tcp.close();
    udp.close();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
