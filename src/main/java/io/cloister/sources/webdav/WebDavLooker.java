package io.cloister.sources.webdav;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.egress.AllowedHost;
import io.cloister.egress.Trust;
import io.cloister.sources.place.Before;
import io.cloister.sources.place.Item;
import io.cloister.sources.place.Listing;
import io.cloister.sources.place.PassedOver;
import io.cloister.sources.place.Place.WebDav;
import io.cloister.sources.place.PlaceFailed;
import io.cloister.sources.place.PlaceLooker;
import io.cloister.sources.place.Seen;
import io.cloister.sources.place.SourceProblem;
import io.cloister.sources.remote.Remote;
import io.cloister.sources.remote.Xml;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks at a folder of a WebDAV server and all below it, one folder at a time: many servers refuse
 * to list more at once. A file has changed when its entity tag has, or else its size or its time.
 */
@Component
class WebDavLooker implements PlaceLooker<WebDav> {

  private static final int MOST_FILES = 200_000;
  private static final int MOST_FOLDERS = 20_000;
  private static final int LONGEST_PATH = 4_096;
  private static final int LONGEST_TAG = 180;
  private static final byte[] WANTED =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/><getetag/><getlastmodified/>\
      </prop></propfind>
      """
          .getBytes(UTF_8);

  private final Remote remote;

  WebDavLooker(Remote remote) {
    this.remote = remote;
  }

  @Override
  public Class<WebDav> form() {
    return WebDav.class;
  }

  @Override
  public WebDav checked(WebDav wanted) {
    var address = wanted.address().endsWith("/") ? wanted.address() : wanted.address() + "/";
    return new WebDav(
        Remote.checked("address", Remote.secret("address", address, wanted.user())),
        Remote.user(wanted.user()));
  }

  @Override
  public List<AllowedHost> hosts(WebDav place, String why) {
    return List.of(AllowedHost.of(URI.create(place.address()), why));
  }

  @Override
  public Seen look(WebDav place, Before before) {
    return new Walk(place, before).all();
  }

  private final class Walk {

    private final URI root;
    private final Map<String, String> signIn;
    private final Trust trust;
    private final Runnable goingOn;
    private final Listing<RemoteFile> files = new Listing<>(MOST_FILES);
    private final ArrayDeque<URI> ahead = new ArrayDeque<>();
    private final HashSet<URI> entered = new HashSet<>();
    private boolean someAreUnread;

    Walk(WebDav place, Before before) {
      var password = before.secret();
      this.root = URI.create(place.address());
      this.goingOn = before.goingOn();
      this.trust = before.trust();
      this.signIn =
          place.user().isEmpty()
              ? Map.of()
              : Map.of("Authorization", basic(place.user(), password == null ? "" : password));
    }

    Seen all() {
      enter(root);
      while (!ahead.isEmpty()) {
        goingOn.run();
        var folder = ahead.pop();
        try {
          look(folder);
        } catch (PlaceFailed e) {
          if (folder.equals(root) || !isOfOneFolder(e.problem())) {
            throw e;
          }
          someAreUnread = true;
        }
      }
      return new SeenFolder(files.items(), someAreUnread ? SourceProblem.UNREADABLE_FOLDER : null);
    }

    private static boolean isOfOneFolder(SourceProblem problem) {
      return switch (problem) {
        case SIGN_IN_REFUSED, NOT_THERE, MOVED_ELSEWHERE, NOT_UNDERSTOOD -> true;
        default -> false;
      };
    }

    private void enter(URI folder) {
      if (entered.add(folder)) {
        ahead.push(folder);
      }
      if (entered.size() > MOST_FOLDERS) {
        throw new PlaceFailed(SourceProblem.TOO_MUCH);
      }
    }

    private void look(URI folder) {
      var headers = new HashMap<>(signIn);
      headers.put("Depth", "1");
      headers.put("Content-Type", "application/xml; charset=utf-8");
      var answer = remote.ask("PROPFIND", folder, headers, WANTED, trust);
      if (answer.status() != 207) {
        throw new PlaceFailed(SourceProblem.NOT_UNDERSTOOD);
      }
      for (var entry : Xml.list(answer.body(), "multistatus", "response").entries()) {
        below(folder, entry);
      }
    }

    /**
     * What lies elsewhere than in the folder that was asked for is not believed to be there. Only
     * paths count: a server behind another one may call itself by a name that leads nowhere.
     */
    private void below(URI folder, Xml.Entry entry) {
      URI found;
      try {
        var path = URI.create(entry.text("href").strip()).getRawPath();
        found = folder.resolve(path == null ? "" : path.replaceFirst("^/+", "/")).normalize();
      } catch (IllegalArgumentException _) {
        someAreUnread = true;
        return;
      }
      var in = String.valueOf(folder.getRawPath());
      var raw = String.valueOf(found.getRawPath());
      if (!raw.startsWith(in) || raw.length() == in.length()) {
        return;
      }
      var path = String.valueOf(found.getPath()).substring(root.getPath().length());
      if (path.length() > LONGEST_PATH) {
        someAreUnread = true; // nor what is below it: folders that contain themselves end here
      } else if (entry.has("collection")) {
        if (!PassedOver.isHidden(path)) {
          enter(raw.endsWith("/") ? found : found.resolve(raw + "/"));
        }
      } else if (!PassedOver.is(path)) {
        files.add(
            new RemoteFile(remote, path, mark(entry), found, signIn, trust), 2L * raw.length());
      }
    }
  }

  private static String mark(Xml.Entry entry) {
    var tag = entry.text("getetag");
    return tag.isBlank() || tag.length() > LONGEST_TAG
        ? entry.text("getcontentlength") + " " + entry.text("getlastmodified")
        : tag;
  }

  private static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  private record SeenFolder(List<RemoteFile> items, @Nullable SourceProblem problem)
      implements Seen {

    @Override
    public Rest rest() {
      return Rest.GONE_UNLESS_ALL;
    }
  }

  private record RemoteFile(
      Remote remote, String path, String mark, URI address, Map<String, String> signIn, Trust trust)
      implements Item {

    @Override
    public InputStream open() throws IOException {
      return remote.open(address, signIn, trust);
    }

    /** Without what signs in: records print what they hold. */
    @Override
    public String toString() {
      return "RemoteFile[" + path + "]";
    }
  }
}
