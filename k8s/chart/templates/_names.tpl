{{/* The release, with chorus in its name once. */}}
{{- define "chorus.name" -}}
{{- if contains "chorus" .Release.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-chorus{{ end -}}
{{- end }}

{{/* What selects the pods of this release that are Chorus. */}}
{{- define "chorus.selector" -}}
app.kubernetes.io/name: chorus
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* What selects this release's Redis. */}}
{{- define "chorus.redisSelector" -}}
app.kubernetes.io/name: redis
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: redis
{{- end }}

{{/* Which of them know Redis and call webhooks; gateways do neither. */}}
{{- define "chorus.servicesSelector" -}}
matchLabels:
  {{- include "chorus.selector" . | nindent 2 }}
matchExpressions:
  - key: app.kubernetes.io/component
    operator: In
    values:
      - messaging
      - sync
{{- end }}

{{/* Labels of everything, beside those that select. */}}
{{- define "chorus.labels" -}}
app.kubernetes.io/part-of: chorus
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version | replace "+" "_" }}
{{- end }}

{{/* The Secrets: those that are there, else this release's own. */}}
{{- define "chorus.keysSecret" -}}
{{- .Values.keys.existingSecret | default (printf "%s-keys" (include "chorus.name" .)) -}}
{{- end }}
{{- define "chorus.redisSecret" -}}
{{- if .Values.redis.existingSecret }}{{ .Values.redis.existingSecret }}
{{- else if .Values.redis.internal.enabled }}{{ include "chorus.name" . }}-redis
{{- end -}}
{{- end }}
