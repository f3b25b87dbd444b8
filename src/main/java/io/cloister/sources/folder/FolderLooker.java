package io.cloister.sources.folder;

import io.cloister.sources.folder.FolderScan.Found;
import io.cloister.sources.place.Before;
import io.cloister.sources.place.Item;
import io.cloister.sources.place.Place.Afterwards;
import io.cloister.sources.place.Place.Folder;
import io.cloister.sources.place.PlaceFailed;
import io.cloister.sources.place.PlaceLooker;
import io.cloister.sources.place.Seen;
import io.cloister.sources.place.SourceProblem;
import io.cloister.sources.place.SourceRefused;
import io.cloister.sources.place.SourcesProperties;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks at a folder of the server: a file has changed when its size or its time has. */
@Component
class FolderLooker implements PlaceLooker<Folder> {

  private final AllowedFolders folders;
  private final SourcesProperties properties;
  private final Clock clock;

  FolderLooker(AllowedFolders folders, SourcesProperties properties, Clock clock) {
    this.folders = folders;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public Class<Folder> form() {
    return Folder.class;
  }

  @Override
  public Folder checked(Folder wanted) {
    return new Folder(
        folders.require(wanted.folder()).toString(), wanted.subfolders(), wanted.afterwards());
  }

  @Override
  public Seen look(Folder place, Before before) throws IOException {
    var root = root(place);
    var scan = FolderScan.of(root, place.subfolders(), folders.own());
    boolean isTakenAway = place.afterwards() == Afterwards.MOVE;
    return new SeenFolder(
        scan.found().stream().map(found -> new FileOfFolder(root, found, isTakenAway)).toList(),
        isTakenAway ? Seen.Rest.TAKEN_AWAY : Seen.Rest.GONE_UNLESS_ALL,
        scan.unread().isEmpty() ? null : SourceProblem.UNREADABLE_FOLDER);
  }

  private Path root(Folder place) {
    try {
      return folders.require(place.folder());
    } catch (SourceRefused e) {
      throw new PlaceFailed(SourceProblem.NO_FOLDER, e);
    }
  }

  private record SeenFolder(List<FileOfFolder> items, Rest rest, @Nullable SourceProblem problem)
      implements Seen {}

  private final class FileOfFolder implements Item {

    private final Path root;
    private final Found found;
    private final boolean isTakenAway;

    FileOfFolder(Path root, Found found, boolean isTakenAway) {
      this.root = root;
      this.found = found;
      this.isTakenAway = isTakenAway;
    }

    @Override
    public String path() {
      return found.path();
    }

    @Override
    public String mark() {
      return found.bytes() + " " + ChronoUnit.MICROS.between(Instant.EPOCH, found.modifiedAt());
    }

    @Override
    public boolean isUnfinished() {
      var now = clock.instant();
      return found.modifiedAt().isAfter(now.minus(properties.settle()))
          && !found.modifiedAt().isAfter(now.plus(properties.settle()));
    }

    @Override
    public InputStream open() throws IOException {
      return found.open();
    }

    @Override
    public Optional<TakingAway> takingAway() {
      return isTakenAway ? Optional.of(() -> MovedFiles.move(root, found)) : Optional.empty();
    }
  }
}
