// Plays a recording from the moment that is clicked on in its text.
export function player() {
  document.addEventListener("click", (event) => {
    const at = event.target.closest("[data-seek]");
    const media = document.querySelector("#player audio, #player video");
    if (!at || !media) {
      return;
    }
    event.preventDefault();
    media.currentTime = Number(at.dataset.seek);
    media.play();
    media.focus();
  });
}
