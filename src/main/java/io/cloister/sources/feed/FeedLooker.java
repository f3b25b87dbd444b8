package io.cloister.sources.feed;

import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import io.cloister.egress.AllowedHost;
import io.cloister.egress.Trust;
import io.cloister.sources.place.Before;
import io.cloister.sources.place.Item;
import io.cloister.sources.place.Place.Brings;
import io.cloister.sources.place.Place.Feed;
import io.cloister.sources.place.PlaceFailed;
import io.cloister.sources.place.PlaceLooker;
import io.cloister.sources.place.Seen;
import io.cloister.sources.place.SourceProblem;
import io.cloister.sources.remote.Remote;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xml.sax.InputSource;

/**
 * Looks at a feed in RSS or Atom, which is asked whether it has changed at all. Entries are known
 * by the ids that the feed gives them; one that the feed shows no more is not gone.
 */
@Component
class FeedLooker implements PlaceLooker<Feed> {

  private static final int MOST_ENTRIES = 10_000;
  private static final int LONGEST_LEFT_OFF = 1_000;

  private final Remote remote;

  FeedLooker(Remote remote) {
    this.remote = remote;
  }

  @Override
  public Class<Feed> form() {
    return Feed.class;
  }

  @Override
  public Feed checked(Feed wanted) {
    return new Feed(
        Remote.checked("address", wanted.address()),
        wanted.brings(),
        wanted.enclosuresFrom().isEmpty()
            ? ""
            : Remote.checked("enclosuresFrom", wanted.enclosuresFrom()));
  }

  @Override
  public List<AllowedHost> hosts(Feed place, String why) {
    return Stream.of(place.address(), place.enclosuresFrom())
        .filter(address -> !address.isEmpty())
        .map(address -> AllowedHost.of(URI.create(address), why))
        .toList();
  }

  @Override
  public Seen look(Feed place, Before before) {
    var leftOff = before.someAreToBeTriedAgain() ? null : before.leftOff();
    var answer =
        remote.ask(
            "GET", URI.create(place.address()), conditions(leftOff), new byte[0], before.trust());
    if (answer.status() == 304) {
      return new SeenFeed(List.of(), Seen.Rest.UNCHANGED, leftOff);
    }
    var items = new LinkedHashMap<String, Item>();
    for (var entry : parsed(answer.body()).getEntries()) {
      for (var item : items(place, entry, before.trust())) {
        items.putIfAbsent(item.path(), item);
      }
      if (items.size() > MOST_ENTRIES) {
        throw new PlaceFailed(SourceProblem.TOO_MUCH);
      }
    }
    return new SeenFeed(
        List.copyOf(items.values()),
        Seen.Rest.UNKNOWN,
        leftOff(answer.header("etag"), answer.header("last-modified")));
  }

  private static Map<String, String> conditions(@Nullable String leftOff) {
    var headers = new HashMap<String, String>();
    headers.put(
        "Accept", "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.1");
    if (leftOff != null) {
      int end = leftOff.indexOf('\n');
      if (end > 0) {
        headers.put("If-None-Match", leftOff.substring(0, end));
      }
      if (end < leftOff.length() - 1) {
        headers.put("If-Modified-Since", leftOff.substring(end + 1));
      }
    }
    return headers;
  }

  private static @Nullable String leftOff(String etag, String modified) {
    var both = etag + "\n" + modified;
    return both.length() == 1 || both.length() > LONGEST_LEFT_OFF ? null : both;
  }

  /** Without a document type, so that nothing is fetched or expanded for it. */
  private static SyndFeed parsed(byte[] body) {
    try {
      var input = new SyndFeedInput();
      input.setAllowDoctypes(false);
      return input.build(new InputSource(new ByteArrayInputStream(body)));
    } catch (FeedException | IllegalArgumentException e) {
      throw new PlaceFailed(SourceProblem.NOT_UNDERSTOOD, e);
    }
  }

  private List<Item> items(Feed place, SyndEntry entry, Trust trust) {
    var text = EntryText.of(entry);
    if (place.brings() == Brings.ENCLOSURES && !entry.getEnclosures().isEmpty()) {
      var items = new ArrayList<Item>();
      for (var enclosure : entry.getEnclosures()) {
        if (enclosure.getUrl() != null) {
          items.add(
              new Enclosure(remote, hosts(place, ""), trust, place.address(), text, enclosure));
        }
      }
      return items;
    }
    return List.of(text);
  }

  private record SeenFeed(List<Item> items, Rest rest, @Nullable String leftOff) implements Seen {}
}
