package paas.router.control.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import paas.router.http.AddressBlock;
import paas.router.http.BasicAuth;
import paas.router.http.Pages;
import paas.router.http.Protocol;
import paas.router.http.RateLimit;
import paas.router.http.RouteSettings;
import paas.router.http.Visitors;

/** Writes and reads the settings that routes share. */
final class SettingsCodec {
  /** Flags of one byte, which was a boolean for the first of them alone. */
  private static final int STICKY = 1;

  private static final int H2C = 2;

  private SettingsCodec() {}

  static void write(DataOutputStream out, RouteSettings settings) throws IOException {
    Visitors visitors = settings.visitors();
    out.writeInt(visitors.allow().size());
    for (AddressBlock block : visitors.allow()) {
      out.writeUTF(block.prefix().getHostAddress());
      out.writeInt(block.bits());
    }
    writeAuth(out, visitors.basicAuth());
    writeRate(out, visitors.rate());
    out.writeLong(settings.bodyLimit());
    out.writeByte(
        (settings.sticky() ? STICKY : 0) | (settings.protocol() == Protocol.H2C ? H2C : 0));
    out.writeInt(settings.pages().list().size());
    for (Pages.Page page : settings.pages().list()) {
      out.writeUTF(page.code());
      out.writeUTF(page.form().name());
      byte[] text = page.text().getBytes(UTF_8);
      out.writeInt(text.length);
      out.write(text);
    }
  }

  private static void writeAuth(DataOutputStream out, Optional<BasicAuth> auth) throws IOException {
    out.writeBoolean(auth.isPresent());
    if (auth.isPresent()) {
      out.writeUTF(auth.get().user());
      out.writeUTF(auth.get().salt());
      out.writeUTF(auth.get().hash());
    }
  }

  private static void writeRate(DataOutputStream out, Optional<RateLimit> rate) throws IOException {
    out.writeBoolean(rate.isPresent());
    if (rate.isPresent()) {
      out.writeLong(rate.get().interval().toNanos());
      out.writeInt(rate.get().burst());
    }
  }

  /** Reads what {@link #write} wrote; {@link IllegalArgumentException} for bad values. */
  static RouteSettings read(DataInputStream in) throws IOException {
    List<AddressBlock> allow = new ArrayList<>();
    for (int left = TableCodec.readCount(in); left > 0; left--) {
      allow.add(new AddressBlock(InetAddress.ofLiteral(in.readUTF()), in.readInt()));
    }
    Optional<BasicAuth> auth =
        in.readBoolean()
            ? Optional.of(new BasicAuth(in.readUTF(), in.readUTF(), in.readUTF()))
            : Optional.empty();
    Optional<RateLimit> rate =
        in.readBoolean()
            ? Optional.of(new RateLimit(Duration.ofNanos(in.readLong()), in.readInt()))
            : Optional.empty();
    long bodyLimit = in.readLong();
    int flags = in.readUnsignedByte();
    return new RouteSettings(
        new Visitors(allow, auth, rate),
        bodyLimit,
        (flags & STICKY) != 0,
        readPages(in),
        (flags & H2C) != 0 ? Protocol.H2C : Protocol.HTTP_1);
  }

  private static Pages readPages(DataInputStream in) throws IOException {
    List<Pages.Page> pages = new ArrayList<>();
    for (int left = TableCodec.readCount(in); left > 0; left--) {
      String code = in.readUTF();
      Pages.Form form = Pages.Form.valueOf(in.readUTF());
      byte[] text = new byte[TableCodec.readCount(in)];
      in.readFully(text);
      pages.add(new Pages.Page(code, form, new String(text, UTF_8)));
    }
    return new Pages(pages);
  }
}
