package paas.platform.secure.dns;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/**
 * One name server, asked over TCP (RFC 7766), which carries messages of any length. Sockets of our
 * own, for the library's would keep a thread for good.
 */
record NameServer(ServerAddress address) {
  private static final int PATIENCE = (int) Duration.ofSeconds(10).toMillis();

  /** Whether it answers with this text under this name. */
  boolean serves(Name name, String text) throws DnsException {
    Message query = Message.newQuery(Record.newRecord(name, Type.TXT, DClass.IN));
    return parse(ask(query), query).getSection(Section.ANSWER).stream()
        .anyMatch(record -> record instanceof TXTRecord txt && txt.getStrings().contains(text));
  }

  /** Returns once it took the update. */
  void update(Update update, TSIG key) throws DnsException {
    key.apply(update, null);
    byte[] bytes = ask(update);
    Message answer = parse(bytes, update);
    if (answer.getRcode() != Rcode.NOERROR) {
      throw refused(answer.getRcode());
    }
    if (key.verify(answer, bytes, update.getTSIG()) != Rcode.NOERROR) {
      throw new DnsException(
          "What name server %s answers is not signed with the key PAAS_DNS_KEY: is somebody between?"
              .formatted(address));
    }
  }

  private DnsException refused(int code) {
    String look =
        switch (code) {
          case Rcode.NOTAUTH ->
              "it does not know the key (PAAS_DNS_KEY, PAAS_DNS_ALGORITHM, PAAS_DNS_SECRET_FILE and"
                  + " both clocks count), or is not the primary of the zone (PAAS_DNS_ZONES)";
          case Rcode.REFUSED -> "the key may not change TXT records there";
          case Rcode.NOTZONE -> "the name is in none of its zones (PAAS_DNS_ZONES)";
          default -> "its own log says why";
        };
    return new DnsException(
        "Name server %s refused the update with %s: %s"
            .formatted(address, Rcode.string(code), look));
  }

  private byte[] ask(Message message) throws DnsException {
    byte[] bytes = message.toWire();
    try (Socket socket = new Socket()) {
      socket.connect(address.resolved(), PATIENCE);
      socket.setSoTimeout(PATIENCE);
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
      out.writeShort(bytes.length);
      out.write(bytes);
      out.flush();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] answer = new byte[in.readUnsignedShort()];
      in.readFully(answer);
      return answer;
    } catch (IOException e) {
      throw new DnsException(
          "Name server %s does not answer over TCP: %s".formatted(address, e), e);
    }
  }

  private Message parse(byte[] bytes, Message asked) throws DnsException {
    try {
      Message answer = new Message(bytes);
      if (answer.getHeader().getID() == asked.getHeader().getID()) {
        return answer;
      }
      throw new DnsException("Name server %s answers another question".formatted(address));
    } catch (IOException e) {
      throw new DnsException("Name server %s answers no DNS message".formatted(address), e);
    }
  }
}
