// Waits until the order has become another, then shows that. The server answers when it has, or after a while.
(() => {
  const { watch, after } = document.currentScript.dataset;
  const look = async () => {
    try {
      const answer = await fetch(watch, { cache: "no-store" });
      if (answer.status === 200 || answer.status === 404) return location.replace(after);
      if (answer.status === 204) return look();
    } catch {
      // The server is not there: it may come back.
    }
    setTimeout(look, 3000);
  };
  look();
})();
