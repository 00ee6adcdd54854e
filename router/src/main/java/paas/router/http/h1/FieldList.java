package paas.router.http.h1;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map.Entry;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a received head in their order. They are read once, from first to last, so there is
 * no index; nothing is ever changed.
 */
final class FieldList extends HttpHeaders {
  private static final int USUAL = 12;

  /** Names and values in turns. */
  private AsciiString[] texts = new AsciiString[2 * USUAL];

  private int used;

  void append(AsciiString name, AsciiString value) {
    if (used == texts.length) {
      texts = Arrays.copyOf(texts, 2 * used);
    }
    texts[used++] = name;
    texts[used++] = value;
  }

  @Override
  public @Nullable String get(String name) {
    for (int i = 0; i < used; i += 2) {
      if (texts[i].contentEqualsIgnoreCase(name)) {
        return texts[i + 1].toString();
      }
    }
    return null;
  }

  @Override
  public List<String> getAll(String name) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < used; i += 2) {
      if (texts[i].contentEqualsIgnoreCase(name)) {
        values.add(texts[i + 1].toString());
      }
    }
    return values;
  }

  @Override
  public boolean contains(String name) {
    return get(name) != null;
  }

  @Override
  public boolean isEmpty() {
    return used == 0;
  }

  @Override
  public int size() {
    return used / 2;
  }

  @Override
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    entries().forEach(entry -> names.add(entry.getKey()));
    return names;
  }

  @Override
  public List<Entry<String, String>> entries() {
    List<Entry<String, String>> entries = new ArrayList<>();
    for (int i = 0; i < used; i += 2) {
      entries.add(new SimpleImmutableEntry<>(texts[i].toString(), texts[i + 1].toString()));
    }
    return entries;
  }

  @Override
  public Iterator<Entry<String, String>> iterator() {
    return entries().iterator();
  }

  /** Each entry is good until the next is asked for. */
  @Override
  public Iterator<Entry<CharSequence, CharSequence>> iteratorCharSequence() {
    return new Cursor();
  }

  private final class Cursor
      implements Iterator<Entry<CharSequence, CharSequence>>, Entry<CharSequence, CharSequence> {
    private int at = -2;

    @Override
    public boolean hasNext() {
      return at + 2 < used;
    }

    @Override
    public Entry<CharSequence, CharSequence> next() {
      if (!hasNext()) {
        throw new NoSuchElementException("The last field was read");
      }
      at += 2;
      return this;
    }

    @Override
    public CharSequence getKey() {
      return texts[at];
    }

    @Override
    public CharSequence getValue() {
      return texts[at + 1];
    }

    @Override
    public CharSequence setValue(CharSequence value) {
      throw unchanging();
    }
  }

  private static UnsupportedOperationException unchanging() {
    return new UnsupportedOperationException("A received head is read only, and only as text");
  }

  @Override
  public Integer getInt(CharSequence name) {
    throw unchanging();
  }

  @Override
  public int getInt(CharSequence name, int otherwise) {
    throw unchanging();
  }

  @Override
  public Short getShort(CharSequence name) {
    throw unchanging();
  }

  @Override
  public short getShort(CharSequence name, short otherwise) {
    throw unchanging();
  }

  @Override
  public Long getTimeMillis(CharSequence name) {
    throw unchanging();
  }

  @Override
  public long getTimeMillis(CharSequence name, long otherwise) {
    throw unchanging();
  }

  @Override
  public HttpHeaders add(String name, Object value) {
    throw unchanging();
  }

  @Override
  public HttpHeaders add(String name, Iterable<?> values) {
    throw unchanging();
  }

  @Override
  public HttpHeaders addInt(CharSequence name, int value) {
    throw unchanging();
  }

  @Override
  public HttpHeaders addShort(CharSequence name, short value) {
    throw unchanging();
  }

  @Override
  public HttpHeaders set(String name, Object value) {
    throw unchanging();
  }

  @Override
  public HttpHeaders set(String name, Iterable<?> values) {
    throw unchanging();
  }

  @Override
  public HttpHeaders setInt(CharSequence name, int value) {
    throw unchanging();
  }

  @Override
  public HttpHeaders setShort(CharSequence name, short value) {
    throw unchanging();
  }

  @Override
  public HttpHeaders remove(String name) {
    throw unchanging();
  }

  @Override
  public HttpHeaders clear() {
    throw unchanging();
  }
}
