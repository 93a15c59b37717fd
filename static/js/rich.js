/* An editor in place of the textarea of a rich text. Without this file the textarea takes plain marks. The server
   sanitises whatever is sent; what is pasted is reduced here only so that it can be looked at. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const KEPT = new Set(("P DIV BR B STRONG I EM SUB SUP UL OL LI TABLE CAPTION THEAD TBODY TFOOT TR TH TD A SPAN "
    + "H1 H2 H3 H4 H5 H6 BLOCKQUOTE").split(" "));
  const DROPPED = new Set("SCRIPT STYLE TITLE HEAD TEMPLATE NOSCRIPT IFRAME OBJECT SVG MATH XML DEL".split(" "));
  const STYLE = /mso-list|font-weight|font-style|vertical-align/i;

  // A copy of pasted nodes with the tags that may stay. Word's list marks travel in data-style: the strict policy of the
  // site lets no style attribute in.
  function reduced(node, into) {
    if (node.nodeType === Node.TEXT_NODE) { into.append(node.data); return; }
    if (node.nodeType !== Node.ELEMENT_NODE || DROPPED.has(node.tagName.toUpperCase())) return;
    let target = into;
    if (KEPT.has(node.tagName)) {
      target = document.createElement(node.tagName);
      const style = node.getAttribute("data-style") || "";
      if (STYLE.test(style)) target.setAttribute("data-style", style);
      for (const name of ["start", "colspan", "rowspan"]) {
        if (/^\d+$/.test(node.getAttribute(name) || "")) target.setAttribute(name, node.getAttribute(name));
      }
      const address = node.getAttribute("href") || "";
      if (node.tagName === "A" && /^(https?:|mailto:)/i.test(address)) target.setAttribute("href", address);
      into.append(target);
    }
    node.childNodes.forEach((child) => reduced(child, target));
  }

  function pastedHtml(text) {
    const box = document.createElement("div");
    const unstyled = text.replace(/(<[a-z][^<>]*?\s)style(?=\s*=)/gi, "$1data-style");
    new DOMParser().parseFromString(unstyled, "text/html").body.childNodes.forEach((child) => reduced(child, box));
    return box.innerHTML;
  }

  document.querySelectorAll("[data-rich]").forEach((field) => {
    const area = field.querySelector("textarea");
    const kind = field.querySelector("input[type=hidden]");
    const label = document.querySelector(`label[for="${area.id}"]`);
    const editor = document.createElement("div");
    const tools = document.createElement("div");
    label.id = label.id || `${area.id}_label`;

    editor.className = "rich-editor words";
    editor.contentEditable = "true";
    for (const [name, value] of [["role", "textbox"], ["aria-multiline", "true"], ["aria-labelledby", label.id],
      ["aria-describedby", area.getAttribute("aria-describedby")], ["aria-invalid", area.getAttribute("aria-invalid")]]) {
      if (value) editor.setAttribute(name, value);
    }
    editor.append(field.querySelector("template").content.cloneNode(true));
    // The error summary leads to the id of the control.
    editor.id = area.id;
    area.removeAttribute("id");
    area.hidden = true;
    label.addEventListener("click", () => editor.focus());

    tools.className = "rich-tools";
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", `${field.dataset.tools}: ${label.textContent.trim()}`);
    for (const [words, command] of [[field.dataset.bold, "bold"], [field.dataset.italic, "italic"],
      [field.dataset.bullets, "insertUnorderedList"], [field.dataset.numbers, "insertOrderedList"]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-secondary";
      button.textContent = words;
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => { editor.focus(); document.execCommand(command); });
      tools.append(button);
    }

    editor.addEventListener("paste", (event) => {
      const html = event.clipboardData.getData("text/html");
      if (!html) return;
      event.preventDefault();
      document.execCommand("insertHTML", false, pastedHtml(html));
    });
    editor.addEventListener("input", () => { kind.value = "html"; });
    area.form.addEventListener("submit", () => { if (kind.value === "html") area.value = editor.innerHTML; });
    document.execCommand("defaultParagraphSeparator", false, "p");
    document.execCommand("styleWithCSS", false, false);
    area.before(tools, editor);
  });
});
