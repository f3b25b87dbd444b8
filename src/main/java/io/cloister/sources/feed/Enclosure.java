package io.cloister.sources.feed;

import com.rometools.rome.feed.synd.SyndEnclosure;
import io.cloister.egress.AllowedHost;
import io.cloister.egress.Trust;
import io.cloister.sources.place.Item;
import io.cloister.sources.place.ItemFailed;
import io.cloister.sources.place.SourceProblem;
import io.cloister.sources.remote.Remote;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A file that an entry encloses, on the feed's host or the other one that the source names. */
final class Enclosure implements Item {

  private final Remote remote;
  private final List<AllowedHost> hosts;
  private final Trust trust;
  private final String feed;
  private final EntryText entry;
  private final SyndEnclosure enclosure;

  Enclosure(
      Remote remote,
      List<AllowedHost> hosts,
      Trust trust,
      String feed,
      EntryText entry,
      SyndEnclosure enclosure) {
    this.remote = remote;
    this.hosts = hosts;
    this.trust = trust;
    this.feed = feed;
    this.entry = entry;
    this.enclosure = enclosure;
  }

  @Override
  public String path() {
    return EntryText.key(entry.path() + " " + enclosure.getUrl());
  }

  @Override
  public String name() {
    try {
      var path = String.valueOf(URI.create(enclosure.getUrl()).getPath());
      var name = path.substring(path.lastIndexOf('/') + 1);
      return name.isBlank() ? entry.title() : name;
    } catch (IllegalArgumentException _) {
      return entry.title();
    }
  }

  @Override
  public String mark() {
    return EntryText.digest(
        "%s %d %s".formatted(enclosure.getUrl(), enclosure.getLength(), entry.changedAt()));
  }

  @Override
  public List<String> tags() {
    return entry.tags();
  }

  @Override
  public InputStream open() throws IOException {
    URI uri;
    try {
      uri = URI.create(feed).resolve(enclosure.getUrl());
      var origin = AllowedHost.of(uri, "").origin();
      if (hosts.stream().noneMatch(host -> host.origin().equals(origin))) {
        throw new ItemFailed(SourceProblem.ELSEWHERE);
      }
    } catch (IllegalArgumentException _) {
      throw new ItemFailed(SourceProblem.ELSEWHERE);
    }
    return remote.open(uri, Map.of(), trust);
  }
}
