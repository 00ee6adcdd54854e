package paas.router.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An app's own pages for answers that the router makes in its place. */
public record Pages(List<Page> list) {
  public static final Pages NONE = new Pages(List.of());
  public static final int MAX_PAGES = 32;

  /** What a page is written in. */
  public enum Form {
    HTML("text/html"),
    JSON("application/json");

    private final String mediaType;

    Form(String mediaType) {
      this.mediaType = mediaType;
    }

    public String mediaType() {
      return mediaType;
    }
  }

  /**
   * One page.
   *
   * @param code a status such as {@code 503}, or one of Heroku's codes such as {@code H12}
   */
  public record Page(String code, Form form, String text) {
    /** In bytes of UTF-8. */
    public static final int MAX_BYTES = 64 << 10;

    private static final Pattern CODE = Pattern.compile("[45][0-9]{2}|H[0-9]{2}");

    /**
     * @throws IllegalArgumentException if the code is none, or the text is too long
     */
    public Page {
      if (!isCode(code)) {
        throw new IllegalArgumentException("'" + code + "' is no status and no code of an error");
      }
      if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
        throw new IllegalArgumentException("A page is at most " + MAX_BYTES + " bytes");
      }
    }

    public static boolean isCode(String text) {
      return CODE.matcher(text).matches();
    }
  }

  /**
   * @throws IllegalArgumentException if there are too many
   */
  public Pages {
    list = List.copyOf(list);
    if (list.size() > MAX_PAGES) {
      throw new IllegalArgumentException("An app has at most " + MAX_PAGES + " pages");
    }
  }

  /** The page for an answer: by its code before its status; null when there is none. */
  public @Nullable Page find(String code, int status, Form form) {
    Page byStatus = null;
    for (Page page : list) {
      if (page.form() == form && page.code().equals(code)) {
        return page;
      }
      if (page.form() == form && page.code().equals(Integer.toString(status))) {
        byStatus = page;
      }
    }
    return byStatus;
  }
}
