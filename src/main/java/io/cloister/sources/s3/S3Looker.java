package io.cloister.sources.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.egress.AllowedHost;
import io.cloister.egress.Trust;
import io.cloister.sources.place.Before;
import io.cloister.sources.place.Item;
import io.cloister.sources.place.Listing;
import io.cloister.sources.place.PassedOver;
import io.cloister.sources.place.Place.S3;
import io.cloister.sources.place.PlaceFailed;
import io.cloister.sources.place.PlaceLooker;
import io.cloister.sources.place.Seen;
import io.cloister.sources.place.SourceProblem;
import io.cloister.sources.place.SourceRefused;
import io.cloister.sources.remote.Remote;
import io.cloister.sources.remote.Xml;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks at the objects of a bucket whose keys begin alike, by paths on one host, which all servers
 * understand. An object has changed when its entity tag has.
 */
@Component
class S3Looker implements PlaceLooker<S3> {

  private static final int MOST_OBJECTS = 500_000;
  private static final int LONGEST_PATH = 4_096;
  private static final int LONGEST_TAG = 180;
  private static final String UNRESERVED = "-._~/";

  private final Remote remote;
  private final Clock clock;

  S3Looker(Remote remote, Clock clock) {
    this.remote = remote;
    this.clock = clock;
  }

  @Override
  public Class<S3> form() {
    return S3.class;
  }

  @Override
  public S3 checked(S3 wanted) {
    require("region", wanted.region(), "[a-z0-9-]{1,60}");
    require("bucket", wanted.bucket(), "[A-Za-z0-9][A-Za-z0-9._-]{1,62}");
    require("prefix", wanted.prefix(), ".{0,1000}");
    require("accessKey", wanted.accessKey(), "[!-~]{1,200}");
    var endpoint = wanted.endpoint().replaceFirst("/+$", "");
    return new S3(
        Remote.checked("endpoint", Remote.secret("endpoint", endpoint, wanted.accessKey())),
        wanted.region(),
        wanted.bucket(),
        wanted.prefix().replaceFirst("^/+", ""),
        wanted.accessKey());
  }

  private static void require(String field, String value, String form) {
    if (!value.matches(form)) {
      throw new SourceRefused(
          field,
          "no-bucket",
          "This cannot be the %s of a bucket".formatted(field),
          "Enter it as the server that has the bucket shows it.");
    }
  }

  @Override
  public List<AllowedHost> hosts(S3 place, String why) {
    return List.of(AllowedHost.of(URI.create(place.endpoint()), why));
  }

  @Override
  public Seen look(S3 place, Before before) {
    return new Bucket(place, before.secret(), before.trust()).all(before.goingOn());
  }

  private final class Bucket {

    private final S3 place;
    private final String host;
    private final Signature signature;
    private final Trust trust;

    Bucket(S3 place, @Nullable String secret, Trust trust) {
      this.place = place;
      this.host = String.valueOf(URI.create(place.endpoint()).getRawAuthority());
      this.signature =
          new Signature(place.accessKey(), Objects.requireNonNullElse(secret, ""), place.region());
      this.trust = trust;
    }

    Seen all(Runnable goingOn) {
      var objects = new Listing<StoredObject>(MOST_OBJECTS);
      boolean someAreUnread = false;
      String next = "";
      do {
        goingOn.run();
        var listed = listed(next);
        boolean isEncoded = listed.rest().text("EncodingType").equals("url");
        for (var entry : listed.entries()) {
          var key = isEncoded ? decoded(entry.text("Key")) : entry.text("Key");
          var path = key.startsWith(place.prefix()) ? key.substring(below().length()) : "";
          if (path.length() > LONGEST_PATH) {
            someAreUnread = true;
          } else if (isMeant(path)) {
            objects.add(new StoredObject(this, path, mark(entry), key), 2L * key.length());
          }
        }
        var from = next;
        next =
            listed.rest().text("IsTruncated").equals("true")
                ? listed.rest().text("NextContinuationToken")
                : "";
        if (!next.isEmpty() && next.equals(from)) {
          throw new PlaceFailed(SourceProblem.NOT_UNDERSTOOD); // it would list the same for ever
        }
      } while (!next.isEmpty());
      return new SeenBucket(
          objects.items(), someAreUnread ? SourceProblem.UNREADABLE_FOLDER : null);
    }

    private static String decoded(String key) {
      try {
        return URLDecoder.decode(key, UTF_8);
      } catch (IllegalArgumentException e) {
        throw new PlaceFailed(SourceProblem.NOT_UNDERSTOOD, e);
      }
    }

    private static String mark(Xml.Entry entry) {
      var tag = entry.text("ETag");
      return tag.isEmpty() || tag.length() > LONGEST_TAG
          ? entry.text("Size") + " " + entry.text("LastModified")
          : tag;
    }

    /** The folders of the prefix, which are left out of paths. */
    private String below() {
      return place.prefix().substring(0, place.prefix().lastIndexOf('/') + 1);
    }

    private static boolean isMeant(String path) {
      return !path.isEmpty()
          && !path.endsWith("/")
          && !PassedOver.is(path)
          && !PassedOver.isHidden(path);
    }

    private Xml.Listed listed(String from) {
      var query = new TreeMap<String, String>();
      query.put("encoding-type", "url");
      query.put("list-type", "2");
      query.put("prefix", place.prefix());
      if (!from.isEmpty()) {
        query.put("continuation-token", from);
      }
      var uri = uri("", query);
      var answer = remote.ask("GET", uri, signed(uri), new byte[0], trust);
      return Xml.list(answer.body(), "ListBucketResult", "Contents");
    }

    InputStream open(String key) throws IOException {
      var uri = uri("/" + key, Map.of());
      return remote.open(uri, signed(uri), trust);
    }

    private Map<String, String> signed(URI uri) {
      return signature.headers("GET", uri, host, Map.of(), clock.instant());
    }

    private URI uri(String key, Map<String, String> query) {
      var path = "/" + place.bucket() + encoded(key);
      var text =
          query.entrySet().stream()
              .map(each ->
                  encoded(each.getKey()) + "=" + encoded(each.getValue()).replace("/", "%2F"))
              .collect(Collectors.joining("&"));
      return URI.create(place.endpoint() + path + (text.isEmpty() ? "" : "?" + text));
    }
  }

  /** As signatures want it: all but what is unreserved, and slashes. */
  private static String encoded(String text) {
    var encoded = new StringBuilder();
    for (byte each : text.getBytes(UTF_8)) {
      char sign = (char) (each & 0xff);
      if (sign < 128 && (Character.isLetterOrDigit(sign) || UNRESERVED.indexOf(sign) >= 0)) {
        encoded.append(sign);
      } else {
        encoded.append("%%%02X".formatted(each & 0xff));
      }
    }
    return encoded.toString();
  }

  private record SeenBucket(List<StoredObject> items, @Nullable SourceProblem problem)
      implements Seen {

    @Override
    public Rest rest() {
      return Rest.GONE;
    }
  }

  private record StoredObject(Bucket bucket, String path, String mark, String key) implements Item {

    @Override
    public InputStream open() throws IOException {
      return bucket.open(key);
    }

    /** Without what opens the bucket: records print what they hold. */
    @Override
    public String toString() {
      return "StoredObject[" + path + "]";
    }
  }
}
