// What pages do beside htmx: follow the stream, let the clock run, say what takes long, copy, send a form once.
"use strict";
(() => {
  const main = () => document.getElementById("main");
  let stream = null;

  const light = connected => {
    const live = document.getElementById("live");
    if (!live) return;
    live.hidden = false;
    live.classList.toggle("lost", !connected);
    live.textContent = connected ? live.dataset.live : live.dataset.lost;
  };

  // A hidden tab needs no stream, and browsers have only six connections for all tabs of one address.
  const follow = () => {
    const address = main().dataset.events;
    if (!address || stream || document.hidden) return;
    stream = new EventSource(address);
    stream.onopen = () => light(true);
    stream.onmessage = () => main().dispatchEvent(new Event("refresh"));
    stream.onerror = () => {
      light(false);
      if (stream.readyState !== EventSource.CLOSED) return; // it tries again by itself
      stop();
      main().dispatchEvent(new Event("refresh")); // the page says why
    };
  };
  const stop = () => {
    stream?.close();
    stream = null;
  };

  const clock = {from: "", since: 0, passed: ""};
  const tick = () => {
    const time = document.querySelector("#time[data-running]");
    if (!time) return;
    if (clock.from !== time.dateTime) Object.assign(clock, {from: time.dateTime, since: performance.now()});
    const utc8 = new Date(Date.parse(time.dateTime) + performance.now() - clock.since + 8 * 3600e3);
    time.textContent = utc8.toISOString().slice(0, 19).replace("T", " ");
    const until = main().dataset.until; // from then on the page says something else, although nothing happens
    if (!until || utc8 - 8 * 3600e3 < Date.parse(until)) clock.passed = ""; // not yet, or not yet after all: a page's clock runs ahead
    else if (until !== clock.passed) {
      clock.passed = until;
      main().dispatchEvent(new Event("refresh"));
    }
  };

  // What takes more than 200 ms says that it runs, and the page is read again: it may say how far that is.
  const working = new Map();
  const work = () => {
    const running = [...working.values()].includes("long"), status = document.getElementById("working");
    status.textContent = running ? status.dataset.text : "";
    if (running) main().dispatchEvent(new Event("refresh"));
  };
  document.addEventListener("htmx:before:request", event => {
    const {ctx} = event.detail;
    if (ctx.request.method !== "POST") return;
    working.set(ctx, "short");
    setTimeout(() => working.has(ctx) && working.set(ctx, "long") && work(), 200);
  });
  document.addEventListener("htmx:finally:request", event => working.delete(event.detail.ctx) && work());
  const lookAgain = () => { // an advance moves on, whether or not the journal has something of it
    if (document.getElementById("moving") && !document.hidden) main().dispatchEvent(new Event("refresh"));
  };

  const addCopyButtons = root => {
    for (const box of root.querySelectorAll(".copy")) {
      if (box.querySelector("button")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = document.body.dataset.copy;
      box.append(button);
    }
  };
  const copy = async button => {
    const pre = button.parentElement.querySelector("pre");
    try {
      await navigator.clipboard.writeText(pre.textContent);
      button.textContent = document.body.dataset.copied;
    } catch { // a browser that keeps the clipboard to itself
      getSelection().selectAllChildren(pre);
      button.textContent = document.body.dataset.selected;
    }
  };

  document.addEventListener("click", event => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.parentElement.classList.contains("copy")) copy(button);
    // The second click of a double click may meet the form of the page that the first one brought.
    else if (event.detail > 1 && button.form?.method === "post") event.preventDefault();
  }, true);
  const moveClock = to => {
    const form = document.getElementById("move");
    form.elements.to.value = to;
    form.requestSubmit();
  };
  document.addEventListener("click", event => { // a place of a picture of time moves the clock there; without scripts it fills the form
    const place = event.target.closest("a[data-to]");
    if (!place || !document.getElementById("move") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (event.detail > 1) return;
    moveClock(place.dataset.to);
  });
  // Whoever drags along the ruler moves the clock to where they let go, as the form does; Escape lets it stay.
  const drag = {ruler: null, from: 0, to: "", ended: false};
  const hold = event => {
    const {ruler} = drag, hand = ruler.querySelector(".hand"), text = hand.querySelector("text"), {from, to, left, right, step} = ruler.dataset;
    const box = ruler.getBoundingClientRect(), [begin, end] = [Date.parse(from), Date.parse(to)];
    const share = ((event.clientX - box.left) * ruler.viewBox.baseVal.width / box.width - left) / (right - left);
    const at = begin + Math.round(Math.min(1, Math.max(0, share)) * (end - begin) / step / 1000) * step * 1000;
    drag.to = new Date(at + 8 * 3600e3).toISOString().slice(0, 19) + "+08:00";
    text.textContent = drag.to.slice(0, 16).replace("T", " ");
    text.setAttribute("text-anchor", share > 0.5 ? "end" : "start");
    text.setAttribute("dx", share > 0.5 ? -6 : 6);
    hand.setAttribute("transform", `translate(${Number(left) + (at - begin) / (end - begin) * (right - left)} 0)`);
    hand.classList.toggle("back", at < Date.parse(document.getElementById("time").dateTime));
    ruler.classList.add("held"); // again: the page may have been read anew meanwhile
  };
  const letGo = () => {
    drag.ruler?.classList.remove("held");
    Object.assign(drag, {ruler: null, to: ""});
  };
  document.addEventListener("pointerdown", event => {
    drag.ended = false;
    if (event.isPrimary && event.button === 0) Object.assign(drag, {ruler: event.target.closest(".ruler[data-step]"), from: event.clientX, to: ""});
  });
  document.addEventListener("pointermove", event => {
    if (!drag.ruler || !drag.to && Math.abs(event.clientX - drag.from) < 5) return;
    if (!drag.to) drag.ruler.setPointerCapture(event.pointerId);
    hold(event);
  });
  document.addEventListener("pointerup", () => {
    const {to} = drag;
    letGo();
    if (!to) return;
    drag.ended = true;
    moveClock(to);
  });
  document.addEventListener("pointercancel", letGo);
  document.addEventListener("dragstart", event => drag.ruler && event.preventDefault()); // a link of the ruler is not carried away
  document.addEventListener("click", event => { // the end of a drag is no click on what lies there
    if (!drag.ended || !event.target.closest(".ruler")) return;
    drag.ended = false;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    letGo();
    for (const open of document.querySelectorAll("details.menu[open], details.rule[open]")) open.open = false;
  });
  // The cursor of a list is the focus of a link in it: Enter opens that by itself.
  const move = (list, step) => {
    const links = list.map(row => row.querySelector("a[href]")).filter(Boolean);
    const at = links.findIndex(link => link.closest("tr, li").contains(document.activeElement));
    const next = links[at >= 0 ? at + step : step > 0 ? 0 : links.length - 1];
    next?.focus({preventScroll: true});
    next?.scrollIntoView({block: "center"});
  };
  document.addEventListener("keypress", event => { // whose default is the character itself, and Firefox's own search
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const search = document.querySelector(".search input");
    if (event.key === "/" && search) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "j" || event.key === "k")
      move([...document.querySelectorAll("[data-list] > tbody > tr, [data-list] > li")], event.key === "j" ? 1 : -1);
  });
  // An arrow of a picture leads to its entry, which opens.
  const reveal = () => {
    const entry = location.hash.startsWith("#e") && document.getElementById(location.hash.slice(1));
    const details = entry && (entry.querySelector(":scope > details") ?? entry.closest("details"));
    if (!details) return;
    details.open = true;
    entry.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  // Answers overtake each other on their way: nothing takes the place of what was read after it, but what an action led to is said.
  document.addEventListener("htmx:before:swap", event => {
    const {ctx, tasks} = event.detail;
    const {redirected, url} = ctx.response.raw;
    if (redirected && new URL(url).pathname !== location.pathname) { // an action led to another page, such as that of a new sandbox
      event.preventDefault();
      location = url;
      return;
    }
    const page = tasks.map(task => task.fragment.querySelector("#main")).find(Boolean);
    if (page && Number(page.dataset.turn) < Number(main().dataset.turn))
      tasks.splice(0, tasks.length, ...tasks.filter(task => task.fragment.querySelector("#said")));
    for (const task of tasks) addCopyButtons(task.fragment); // so that those of the page stay, with the focus or a finger on them
  });
  document.addEventListener("visibilitychange", () => document.hidden ? stop() : follow());
  addEventListener("pagehide", stop);
  addEventListener("pageshow", follow);
  setInterval(tick, 1000);
  setInterval(lookAgain, 1000);
  addCopyButtons(document);
  reveal();
  htmx.process(document.body); // htmx would begin a little later: nobody would hear what the stream says before
  follow();
})();
