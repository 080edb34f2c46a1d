;;; homing-report.el --- What Homing found, for people  -*- lexical-binding: t -*-

;; SPDX-License-Identifier: MIT

;;; Commentary:

;; The documents of the library as text, and the buffer in which a job goes on.

;;; Code:

(declare-function homing-module-cancel "homing-module")
(declare-function homing-module-event "homing-module")
(declare-function homing-module-document "homing-module")
(declare-function homing-module-number "homing-module")
(declare-function homing-module-run "homing-module")

(defvar-local homing-report--job nil "The job that goes on in this buffer.")
(defvar-local homing-report--timer nil "What works for the job.")

(defconst homing-report-slice-ms 10
  "Milliseconds for which Emacs works for a job at a time.")
(defconst homing-report-pause 0.03
  "Seconds between the turns of a job.")

;;; The buffer

(define-derived-mode homing-report-mode special-mode "Homing"
  "A report of Homing.
While a job goes on, \\[keyboard-quit] or killing the buffer ends it."
  (setq-local word-wrap t)
  ;; Not a key: when Emacs is at work as it is typed, it quits without looking for one.
  (add-function :before (local 'command-error-function) #'homing-report--heed)
  (add-hook 'kill-buffer-hook #'homing-report-stop nil t))

(defun homing-report-buffer (address)
  "Return an empty buffer to report on ADDRESS in."
  (with-current-buffer (get-buffer-create (format "*Homing: %s*" address))
    (homing-report-stop)
    (homing-report-mode)
    (let ((inhibit-read-only t))
      (erase-buffer))
    (current-buffer)))

(defun homing-report-add (buffer &rest lines)
  "Add LINES, each a string, a list of such or nil, to BUFFER."
  (with-current-buffer buffer
    (let ((inhibit-read-only t))
      (save-excursion
        (goto-char (point-max))
        (dolist (line (flatten-tree lines))
          (insert line "\n"))))))

;;; Jobs

(defun homing-report-follow (buffer &rest lines)
  "Add LINES to BUFFER as `homing-report-add' does, and show its end."
  (apply #'homing-report-add buffer lines)
  (dolist (window (get-buffer-window-list buffer nil t))
    (set-window-point window (with-current-buffer buffer (point-max)))))

(defun homing-report-read (json)
  "Return the document JSON as lists."
  (json-parse-string json :object-type 'alist :array-type 'list :null-object nil :false-object nil))

(defun homing-report-stop ()
  "End the job of this buffer; return t if there was one."
  (when homing-report--timer
    (cancel-timer homing-report--timer)
    (setq homing-report--timer nil))
  (when homing-report--job
    (prog1 (homing-module-cancel (homing-module-number homing-report--job))
      (ignore-errors (homing-module-run homing-report--job 0)) ; its connections are closed now
      (setq homing-report--job nil))))

(defun homing-report--heed (fault &rest _)
  "End the job of this buffer if FAULT is that somebody quits."
  (when (and (eq (car fault) 'quit) (homing-report-stop))
    (homing-report-follow (current-buffer) "" "Stopped.")))

(defun homing-report-watch (buffer job end)
  "Work for JOB bit by bit, told in BUFFER; then END takes its document."
  (with-current-buffer buffer
    (homing-report-stop)
    (setq homing-report--job job
          homing-report--timer (run-with-timer 0 homing-report-pause #'homing-report--turn buffer job end))))

(defun homing-report--turn (buffer job end)
  "Work a slice for JOB, tell of it in BUFFER, and call END if it is over."
  (when (buffer-live-p buffer)
    (with-current-buffer buffer
      (condition-case fault
          (let ((ended (homing-module-run job homing-report-slice-ms)))
            (homing-report--tell buffer job)
            (when ended
              (homing-report--finished)
              (funcall end (homing-report-read (homing-module-document job)))))
        (error
         (homing-report--finished)
         (homing-report-follow buffer "" (error-message-string fault)))))))

(defun homing-report--finished ()
  "Forget the job of this buffer, which has ended."
  (cancel-timer homing-report--timer)
  (setq homing-report--timer nil
        homing-report--job nil))

(defun homing-report--tell (buffer job)
  "Tell in BUFFER what JOB has done since the last time."
  (let (json)
    (while (setq json (homing-module-event job))
      (let-alist (homing-report-read json)
        (when (equal .event "step")
          (homing-report-follow buffer (format "  %-5s %s: %s" (upcase .protocol) .step (if .ok "ok" "failed"))))))))

;;; Documents

(defun homing-report--said (text)
  "Return TEXT, which a server may have said, without control characters."
  (replace-regexp-in-string "[[:cntrl:]]" " " text))

(defun homing-report--numbered (lines)
  "Return LINES with numbers before them."
  (let ((number 0))
    (mapcar (lambda (line) (format "           %d. %s" (setq number (1+ number)) line)) lines)))

(defun homing-report--server (label server)
  "Return the line of SERVER under LABEL."
  (let-alist server
    (format "%-10s %s:%d %s, user %s" label .host .port (if (equal .security "tls") "TLS" "STARTTLS") .username)))

(defun homing-report--sign-in (way)
  "Return the line of WAY to sign in."
  (let-alist way
    (format "%-10s %s %s%s" "Sign-in" .method .state (if .why (concat ": " .why) ""))))

(defun homing-report--advice (advice)
  "Return ADVICE as lines."
  (let-alist advice
    (list (format "%-10s %s" "Advice" .text) (homing-report--numbered .steps))))

(defun homing-report--mailbox (mailbox)
  "Return the line about the owner of MAILBOX."
  (let-alist mailbox
    (format "%-10s %s, %s" "Mailbox" (or .provider .kind) .confidence)))

(defun homing-report-found (found)
  "Return the document FOUND, of an address, as lines."
  (let-alist found
    (list (homing-report--mailbox .mailbox)
          (mapcar (apply-partially #'homing-report--server "IMAP") .imap)
          (mapcar (apply-partially #'homing-report--server "POP3") .pop3)
          (mapcar (apply-partially #'homing-report--server "SMTP") .smtp)
          (mapcar #'homing-report--sign-in (alist-get 'auth (car (or .imap .pop3))))
          (mapcar #'homing-report--advice .advice))))

(defun homing-report--mending (diagnosis following)
  "Return DIAGNOSIS and FOLLOWING, the action that comes next, as lines."
  (let-alist diagnosis
    (list (format "           %s" .meaning)
          (format "           Who can mend it: %s" .who)
          (homing-report--numbered .steps)
          (and .link (format "           %s" .link))
          (format "           Next: %s  (%s, %s)" following .id .confidence))))

(defun homing-report--proof (protocol)
  "Return what PROTOCOL, a name and what was found, came to, as lines."
  (let-alist (cdr protocol)
    (let ((reply (alist-get 'reply (car (last .steps)))))
      (list (format "%-10s %s  %s" (upcase (symbol-name (car protocol)))
                    (if .endpoint.host (format "%s:%d" .endpoint.host .endpoint.port) "no server")
                    (cond ((not .ok) "failed") (.mechanism (format "signed in (%s)" .mechanism)) (t "reachable")))
            (unless .ok
              (list (and reply (format "           The server said: %s" (homing-report--said reply)))
                    (homing-report--mending .diagnosis .next)))))))

(defun homing-report-verified (proof)
  "Return the document PROOF, of a verification, as lines."
  (let-alist proof
    (list (homing-report--mailbox .mailbox)
          (and .sign_in (not .sign_in.ok) (homing-report--mending .sign_in.diagnosis .sign_in.next))
          (mapcar #'homing-report--proof .protocols)
          (format "%-10s %s" "Outcome" .outcome))))

(defun homing-report--match (match)
  "Return MATCH, an explanation, as lines."
  (let-alist match
    (list (format "%-10s %s" "Meaning" .meaning)
          (mapcar (lambda (remedy)
                    (list (format "%-10s %s" "Who" (alist-get 'who remedy)) (homing-report--numbered (alist-get 'steps remedy))))
                  .remedies)
          (format "%-10s %s  (%s, %s)" "Next" .next .id .confidence))))

(defun homing-report-explained (document)
  "Return DOCUMENT, explanations of an error, as lines."
  (let-alist document
    (list (mapcar #'homing-report--match .matches)
          (and .unknown (list (format "%-10s %s" "Meaning" .unknown.meaning) (homing-report--numbered .unknown.send))))))

(provide 'homing-report)

;;; homing-report.el ends here
